import { isProblem, type NewEvent, type NodeRegistry, type NodeReport, type Recorder } from '@sora/core';
import type { DatabaseWatch } from './database-watch.ts';
import type { MetricFlusher } from './flush-metrics.ts';
import type { SelfMeasurement } from './self-measurement.ts';
import { startTicker } from './ticker.ts';

/** What a server does for itself as long as it lives: measure, write, and say that it is there. */
export interface NodeRounds {
  /** Writes what is in memory now. @throws {SoraError} `database-unavailable`: it stays in memory */
  flush(): Promise<{ readonly points: number }>;
  stop(): Promise<void>;
}

export interface NodeRoundsParts {
  readonly recorder: Recorder;
  readonly flusher: MetricFlusher;
  readonly flushMs: number;
  readonly nodes: NodeRegistry;
  readonly self: () => NodeReport;
  readonly measurement: SelfMeasurement;
  readonly database: DatabaseWatch;
  readonly onFlushed: () => void;
  readonly recordEvent: (event: Omit<NewEvent, 'region' | 'release' | 'actor'>) => Promise<void>;
  readonly onError: (error: unknown, doing: string) => void;
}

const aSecondMs = 1_000;
const heartbeatMs = 5_000;

export function startNodeRounds(parts: NodeRoundsParts): NodeRounds {
  const { recorder, flusher, flushMs, nodes, self, measurement, database, onFlushed, onError } = parts;
  const watched = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      if (isProblem(error, 'database-unavailable')) database.failed();
      throw error;
    });
  const flush = async () => {
    const written = await watched(flusher.flush());
    // With nothing to write the database was not asked, and nothing is known of it.
    if (written.points > 0) {
      database.succeeded();
      onFlushed();
    }
    return written;
  };
  const beat = async () => {
    await watched(nodes.heartbeat(self()));
    database.succeeded();
  };
  const flushing = startTicker(flushMs, async () => { await flush(); await reportOverflow(parts); }, (error) => onError(error, 'flush'));
  const heartbeat = startTicker(heartbeatMs, beat, (error) => onError(error, 'heartbeat'));
  const second = startTicker(aSecondMs, async () => { recorder.advance(); measurement.sampleProcess(); }, (error) => onError(error, 'sample'));
  void second.tick();
  void heartbeat.tick();
  return {
    flush: () => flushing.run(flush),
    async stop() {
      measurement.stop();
      await Promise.all([flushing.stop(), heartbeat.stop(), second.stop()]);
    },
  };
}

/** Too many series of one metric: the excess is counted in one overflow series, and the engineers learn which label did it. */
async function reportOverflow({ recorder, recordEvent }: NodeRoundsParts): Promise<void> {
  for (const { tenant, ...report } of recorder.takeOverflowReports()) {
    await recordEvent({ tenant, type: 'METRIC_CARDINALITY', severity: 'warning', subject: `${report.layer}.${report.type}: too many series, most distinct values in ${report.dimension}`, payload: { ...report } });
  }
}
