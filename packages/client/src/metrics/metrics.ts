import type { Transport } from '../ports/transport.ts';
import type { CrashSource } from './crash-source.ts';
import { createDeviceRecorder } from './device-recorder.ts';
import { measuredFetch, measuredTransport } from './measured-requests.ts';
import { createMetricQueue } from './metric-queue.ts';
import { journalName, type MetricPlatform, type MetricRun, startMetricRun } from './metric-run.ts';
import { type MobileMetadata, type MobileType, mobileUnits } from './mobile-units.ts';

/** What the user said to being measured. While it is not known, nothing is recorded, not even in memory. */
export type MetricConsent = 'granted' | 'denied' | 'unknown';

export interface MetricSettings {
  /** Name of the app, such as `ios-app`. */
  readonly service: string;
  /** An ingest key: public, it can write measurements and nothing else. */
  readonly ingestKey: string;
  readonly release?: string;
  readonly region?: string;
  /** At most 3 more labels of everything, such as `deviceTier`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Default `unknown`. */
  readonly consent?: MetricConsent;
  /** Pause between two sends until the server asks for another; default 60,000. */
  readonly intervalMs?: number;
  /** What may wait on the device: default 500 frames and 512 KB. The oldest give way, and are counted. */
  readonly maxFrames?: number;
  readonly maxBytes?: number;
}

export interface MetricParts {
  readonly platform: MetricPlatform;
  readonly transport: Transport;
  /** Names this start; the same as the crash capsule has. */
  readonly boot: string;
  readonly crashes?: CrashSource;
}

export interface MetricCounts {
  readonly consent: MetricConsent;
  /** Measurements that an opt-out deleted. */
  readonly optedOut: number;
  /** Refusals of the device's storage. */
  readonly diskRefusals: number;
  /** Answers that named another protocol version: what is measured waits for a server that speaks ours. */
  readonly versionRefusals: number;
}

/** Measures in silence: nothing here throws, rejects or shows itself. */
export interface Metrics {
  /** One measurement. What is not in the catalog, or no finite number from 0, is counted as dropped. */
  track<T extends MobileType>(type: T, value: number, unit: (typeof mobileUnits)[T], metadata?: MobileMetadata): void;
  /** To be called when the app is drawn and idle: before, nothing is opened, subscribed to or sent. */
  start(): void;
  /** The first screen can be used: the end of the cold start. Counts once. */
  markInteractive(): void;
  /** Counts an error that was caught. @param kind of few, such as `uncaught`, `rejection` or `screen` */
  countError(kind: string): void;
  /** A yes begins to measure; a no deletes what waits on the device. Resolves when that is done. */
  setConsent(granted: boolean): Promise<void>;
  measuredTransport(transport: Transport): Transport;
  /** The app's own `fetch`, measured. @param api what is asked: a label, of few */
  measuredFetch<A extends readonly unknown[], R extends { readonly status: number }>(fetch: (...args: A) => Promise<R>, api: string): (...args: A) => Promise<R>;
  /** Stores what was measured and sends what waits. */
  flush(): Promise<void>;
  /** Stores what was measured and ends; what could not be sent waits for the next start. */
  stop(): Promise<void>;
  readonly counts: MetricCounts;
}

const noCounts = { diskRefusals: 0, versionRefusals: 0, unstored: 0 };

export function createMetrics({ platform, transport, boot, crashes }: MetricParts, settings: MetricSettings): Metrics {
  const { monotonic, device } = platform;
  const { service, ingestKey, release, region, labels, intervalMs = 60_000, maxFrames = 500, maxBytes = 512 * 1024 } = settings;
  const recorder = createDeviceRecorder(monotonic.nowMs());
  const dims = { service, platform: device.platform, ...labels, ...(region === undefined ? {} : { region }), ...(release === undefined ? {} : { release }) };
  const limits = { dims, maxFrames, maxBytes };
  let consent = settings.consent ?? 'unknown';
  let [isStarted, isInteractive] = [false, false];
  let [optedOut, disk, version] = [0, 0, 0];
  let names = 0;
  let run: MetricRun | undefined;
  let changing = Promise.resolve();

  /** Whatever a caller passes, a label that throws included. */
  function add(type: MobileType, value: number, metadata?: MobileMetadata): void {
    if (consent !== 'granted') return;
    try {
      recorder.add(type, value, metadata);
    } catch {
      recorder.refuse();
    }
  }

  function begin(): void {
    if (!isStarted || consent !== 'granted' || run !== undefined) return;
    // A start that begins anew has new books.
    const name = names === 0 ? boot : platform.randomId();
    names += 1;
    run = startMetricRun({ platform, transport, crashes, recorder, boot: name, ingestKey, intervalMs, ...limits });
  }

  async function end(): Promise<void> {
    const ending = run;
    run = undefined;
    await ending?.end();
    const { diskRefusals, versionRefusals, unstored } = ending?.counts ?? noCounts;
    [disk, version, optedOut] = [disk + diskRefusals, version + versionRefusals, optedOut + (consent === 'denied' ? unstored : 0)];
  }

  async function clear(): Promise<void> {
    await end();
    optedOut += recorder.drain(monotonic.nowMs()).produced;
    if (!isStarted) return;
    try {
      const { journal } = await platform.openJournal(journalName);
      const { clock, randomId } = platform;
      optedOut += await createMetricQueue({ journal, clock, monotonic, newId: randomId, ...limits }).clear();
      await journal.close();
    } catch {
      disk += 1;
    }
  }

  /** One after another, however fast the user changes their mind. */
  const change = (step: () => Promise<void> | void) => {
    changing = changing.then(step);
    return changing;
  };

  return {
    track(type, value, ...[unit, metadata]) {
      if (consent !== 'granted') return;
      if (Object.prototype.hasOwnProperty.call(mobileUnits, type) && mobileUnits[type] === unit) add(type, value, metadata);
      else recorder.refuse();
    },
    start() {
      isStarted = true;
      void change(consent === 'denied' ? clear : begin);
    },
    markInteractive() {
      const startedAtMs = device.startedAtMonoMs;
      // A start in the background waited for nobody.
      if (!isInteractive && startedAtMs !== undefined && device.visibility === 'visible') add('COLD_START', monotonic.nowMs() - startedAtMs);
      isInteractive = true;
    },
    countError: (kind) => { add('ERROR', 1, { kind }); },
    setConsent(granted) {
      consent = granted ? 'granted' : 'denied';
      // At once, though a step before this one is still waiting for an answer.
      if (!granted) run?.halt();
      return change(() => (consent === 'denied' ? clear() : begin()));
    },
    measuredTransport: (inner) => measuredTransport(inner, monotonic, add),
    measuredFetch: (fetch, api) => measuredFetch(fetch, { api, monotonic, add }),
    flush: () => change(() => run?.flush(false)),
    stop: () => change(end),
    get counts() {
      const { diskRefusals, versionRefusals } = run?.counts ?? noCounts;
      return { consent, optedOut, diskRefusals: disk + diskRefusals, versionRefusals: version + versionRefusals };
    },
  };
}
