import type { FrameDims } from '@sora/core';
import { toFrameReport } from '../crash/crash-report.ts';
import type { Journal } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Transport } from '../ports/transport.ts';
import { type CrashSource, endedBy } from './crash-source.ts';
import type { DeviceRecorder, Drained } from './device-recorder.ts';
import { createDiskSteps } from './disk-steps.ts';
import { createFrameSender, type FrameSender } from './frame-sender.ts';
import { createMetricQueue, type MetricQueue, type NextFrame } from './metric-queue.ts';
import { measureDevice } from './self-measurement.ts';

/** What metrics need of a device. */
export type MetricPlatform = Pick<Platform, 'clock' | 'monotonic' | 'timers' | 'random' | 'randomId' | 'openJournal' | 'device' | 'leadership'>;

export interface MetricRunParts {
  readonly platform: MetricPlatform;
  readonly transport: Transport;
  readonly crashes: CrashSource | undefined;
  readonly recorder: DeviceRecorder;
  readonly boot: string;
  readonly ingestKey: string;
  readonly dims: FrameDims;
  readonly intervalMs: number;
  readonly maxFrames: number;
  readonly maxBytes: number;
}

/** Metrics from the moment that they may be stored. Nothing rejects. */
export interface MetricRun {
  /** Stores what was measured and sends what waits. */
  flush(keepalive: boolean): Promise<void>;
  /** From this moment on nothing is stored or sent. */
  halt(): void;
  /** Ends it, halted or not; what is stored stays for the next start. */
  end(): Promise<void>;
  /** Refusals of the device's storage; of the server, because of its version; measurements in memory that could not be stored. */
  readonly counts: { readonly diskRefusals: number; readonly versionRefusals: number; readonly unstored: number };
}

/** The name of the journal: a file of its own, so that nothing here can harm the outbox. */
export const journalName = 'metrics';
const enoughToStore = 10;
/** Measurements are stored after a sixth of the interval, 10 of 60 s, when there are enough of them. */
const stepsPerInterval = 6;
/** A session goes on in the foreground, and through pauses shorter than this. */
const sessionPauseMs = 30 * 60_000;

export function startMetricRun({ platform, transport, crashes, recorder, boot: firstBoot, ingestKey, dims, intervalMs, maxFrames, maxBytes }: MetricRunParts): MetricRun {
  const { clock, monotonic, timers, random, randomId, openJournal, device, leadership } = platform;
  const [ends, buried] = [new Set<() => void>(), new Set<string>()];
  const [steps, self] = [createDiskSteps(), measureDevice(device, recorder)];
  let boot = firstBoot;
  let [journal, queue, sender, drained]: [Journal?, MetricQueue?, FrameSender?, Drained?] = [];
  let [isOver, isLeader, isVisible, isInSession] = [false, false, false, false];
  let [storedAtMs, sentAtMs, hiddenAtMs] = [monotonic.nowMs(), -Infinity, Infinity];

  const step = (run: (open: MetricQueue) => Promise<void>) => steps.run(async () => {
    if (queue !== undefined && !isOver) await run(queue);
  });

  /** Keeps what was drained until it is stored, so that a full disk loses nothing before the process ends. */
  const store = (next: Omit<NextFrame, 'drained'> = {}) => step(async (open) => {
    const content = drained ?? recorder.drain(monotonic.nowMs());
    storedAtMs = monotonic.nowMs();
    // A page at rest does not wake the disk.
    if (content.produced === 0 && next.ended === undefined && next.reports === undefined) return;
    drained = content;
    if (!(await open.put({ drained, ...next }))) {
      await begin(open, randomId());
      await open.put({ drained, ...next });
    }
    drained = undefined;
  });

  /** Holds the name of this start while the page lives, so that the leader can tell who is dead. */
  async function begin(open: MetricQueue, name: string): Promise<void> {
    boot = name;
    await new Promise<void>((lead) => { ends.add(leadership.campaign(`${journalName}-${boot}`, () => { lead(); })); });
    isInSession = isVisible;
    await open.open(boot, isInSession);
  }

  async function storeCrash(): Promise<void> {
    const report = crashes?.takeReport();
    if (report === undefined) return;
    const ended = endedBy(report);
    const before = steps.refusals;
    await store({ reports: [toFrameReport(report, monotonic.nowMs())], ...(ended === undefined ? {} : { ended }) });
    if (steps.refusals === before) crashes?.acknowledgeReport(report.id);
  }

  /** Other starts that are over: their sessions ended without a crash, or their crash was told already. */
  const bury = () => step(async (open) => {
    (await open.others()).filter((name) => !buried.has(name)).forEach((name) => {
      buried.add(name);
      const resign = leadership.campaign(`${journalName}-${name}`, () => {
        void store({ ended: { boot: name, crashed: false } }).then(() => { ends.delete(resign); resign(); });
      });
      ends.add(resign);
    });
  });

  async function send(keepalive: boolean): Promise<void> {
    // A server that is short of room asks for longer pauses than usual: that of a page that is left may wait too.
    const isAskedToWait = sender !== undefined && sender.intervalMs > intervalMs && monotonic.nowMs() - sentAtMs < sender.intervalMs;
    if (!isLeader || isOver || (keepalive && isAskedToWait)) return;
    sentAtMs = monotonic.nowMs();
    await bury();
    await steps.done;
    await sender?.send(keepalive);
  }

  function show(): void {
    isVisible = true;
    self.show();
    if (!isInSession) void step((open) => open.beginSession());
    else if (monotonic.nowMs() - hiddenAtMs >= sessionPauseMs) void store({ ended: { boot, crashed: false } });
    isInSession = true;
  }

  function hide(): void {
    isVisible = false;
    hiddenAtMs = monotonic.nowMs();
    self.hide();
    void store().then(() => send(true));
  }

  function tick(): void {
    const pauseMs = sender?.intervalMs ?? intervalMs;
    const cancel = timers.after(pauseMs / stepsPerInterval, () => {
      ends.delete(cancel);
      tick();
      const nowMs = monotonic.nowMs();
      const isDue = nowMs - storedAtMs >= pauseMs;
      if (isDue && isVisible) self.noteMemory();
      const stored = isDue || recorder.waiting >= enoughToStore ? store() : steps.done;
      if (nowMs - sentAtMs >= pauseMs) void stored.then(() => send(false));
    });
    ends.add(cancel);
  }

  async function open(): Promise<void> {
    ({ journal } = await openJournal(journalName));
    if (isOver) return;
    const opened = createMetricQueue({ journal, clock, monotonic, dims, newId: randomId, maxFrames, maxBytes });
    sender = createFrameSender({ queue: opened, transport, ingestKey, clock, monotonic, random, intervalMs, boot: () => boot, isAllowed: () => !isOver });
    isVisible = device.visibility === 'visible';
    await begin(opened, boot);
    queue = opened;
    void storeCrash();
    if (isVisible) show();
    ends.add(device.onVisibility((visibility) => {
      if ((visibility === 'visible') !== isVisible) (isVisible ? hide : show)();
    }));
    tick();
    ends.add(leadership.campaign(journalName, (signal) => {
      isLeader = true;
      signal.addEventListener('abort', () => { isLeader = false; });
      void steps.done.then(() => send(false));
    }));
  }

  const opening = steps.run(open);
  return {
    async flush(keepalive) {
      await opening;
      await store();
      await send(keepalive);
    },
    halt() {
      isOver = true;
      self.hide();
      ends.forEach((stop) => { stop(); });
      ends.clear();
    },
    async end() {
      await opening;
      await store();
      this.halt();
      await steps.done;
      await journal?.close().catch(() => {});
    },
    get counts() { return { diskRefusals: steps.refusals, versionRefusals: sender?.versionRefusals ?? 0, unstored: drained?.produced ?? 0 }; },
  };
}
