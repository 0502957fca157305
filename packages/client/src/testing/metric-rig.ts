import { fakeClock, fakeTimers, seededRandom } from '@sora/core/testing';
import type { CrashSource } from '../metrics/crash-source.ts';
import { createMetrics, type Metrics, type MetricSettings } from '../metrics/metrics.ts';
import { memoryJournal, type MemoryRows } from '../platforms/memory-journal.ts';
import type { Device } from '../ports/device.ts';
import { type Journal, JournalError } from '../ports/journal.ts';
import { type FakeDevice, fakeDevice } from './fake-device.ts';
import { type IngestServer, ingestServer } from './ingest-server.ts';
import { tabLocks } from './tab-locks.ts';

/** One start of the app, or one tab of it. */
export interface MetricStart {
  readonly metrics: Metrics;
  readonly device: FakeDevice;
  readonly boot: string;
  /** Lets time pass for this start; the wall clock goes along. */
  wait(ms: number): Promise<void>;
  /** Measures so many errors. */
  measure(count: number): void;
  /** The process is gone, in the middle of whatever it did. */
  kill(): void;
}

export interface StartOptions extends Partial<MetricSettings> {
  readonly device?: Partial<Device>;
  readonly crashes?: CrashSource;
}

/** One installation: its disk, its server and its starts. */
export interface MetricRig {
  readonly server: IngestServer;
  readonly rows: MemoryRows;
  readonly wall: ReturnType<typeof fakeClock>;
  /** Journals opened so far. */
  readonly opened: number;
  /** Every write is refused. */
  isFull: boolean;
  /** After so many more steps of a journal the process that wants the next one dies. */
  stepsToDeath: number;
  start(options?: StartOptions): MetricStart;
  /** Values of a box, by key. */
  box(name: string): readonly unknown[];
}

export function metricRig(server: IngestServer = ingestServer()): MetricRig {
  const rows: MemoryRows = new Map();
  const wall = fakeClock();
  const locks = tabLocks();
  let [opened, starts, ids] = [0, 0, 0];
  const rig: MetricRig = {
    server, rows, wall,
    get opened() { return opened; },
    isFull: false,
    stepsToDeath: Infinity,
    box: (name) => Array.from(rows.get(name) ?? [], ([, value]): unknown => JSON.parse(value)),
    start({ device: deviceOptions, crashes, ...settings } = {}) {
      starts += 1;
      const monotonic = fakeClock(starts * 1_000_000);
      const timers = fakeTimers(monotonic);
      const device = fakeDevice({ startedAtMonoMs: monotonic.nowMs(), ...deviceOptions });
      const { leadership, die } = locks.tab();
      const journals: Journal[] = [];
      const openJournal = async () => {
        opened += 1;
        const journal = memoryJournal(rows);
        journals.push(journal);
        return { journal: { ...journal, change: watched(journal) }, setAside: undefined };
      };
      const kill = () => {
        journals.forEach((journal) => void journal.close());
        die();
      };
      const watched = (journal: Journal): Journal['change'] => (reads, decide) => {
        if (rig.isFull) return Promise.reject(new JournalError('full', 'No room.'));
        if (rig.stepsToDeath <= 0) {
          rig.stepsToDeath = Infinity;
          kill();
        }
        rig.stepsToDeath -= 1;
        return journal.change(reads, decide);
      };
      const boot = `boot-${starts}-0000`;
      const platform = { clock: wall, monotonic, timers, random: seededRandom(starts), randomId: () => `id-${ids++}-00000000`, openJournal, device, leadership };
      const metrics = createMetrics({ platform, transport: async (request) => server.transport(request), boot, ...(crashes === undefined ? {} : { crashes }) }, { service: 'app', ingestKey: 'key', consent: 'granted', ...settings });
      return {
        metrics, device, boot,
        async wait(ms) {
          await timers.advance(ms);
          wall.advance(ms);
          await timers.advance(0);
        },
        measure(count) { for (let at = 0; at < count; at++) metrics.track('ERROR', 1, 'count', { kind: `kind-${at % 5}` }); },
        kill,
      };
    },
  };
  return rig;
}
