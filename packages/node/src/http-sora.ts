import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { buildFrames, createRecorder, type Frame, type Recorder } from '@sora/core';
import { boundHandle, checkedSample } from './checked-sample.ts';
import { FrameQueue } from './frame-queue.ts';
import { spendOverHttp } from './http-spend.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { serverOf } from './post-json.ts';
import { sendFrame } from './send-frame.ts';
import type { FlushResult, SoraNode } from './sora-node.ts';
import { checkedSpend } from './spend.ts';
import { defaultPatience } from './until-known.ts';

export interface HttpSoraOptions {
  /** Address of a SORA server. */
  readonly url: string;
  /** A service key with the scope metrics:write, and wallets:write for money. */
  readonly serviceKey: string;
  /** Pause between two sends, default 10,000; the server may ask for a longer one. */
  readonly flushMs?: number;
  /** Time limit of one request, default 10,000. */
  readonly timeoutMs?: number;
  /** How long to ask what became of money before giving up; default 30,000. */
  readonly patienceMs?: number;
}

const slotMs = 10_000;
const aSecondMs = 1_000;
/** The server adds the tenant of the credential. */
const tenant = '';
/** Monotonic, and so far from 0 that a measurement from before this process began has its instant too. */
const clock = { nowMs: () => performance.timeOrigin + performance.now() };

/**
 * Talks to a server over HTTP: measures into local histograms, and sends them as frames. While the server is away the recorder keeps
 * everything in bounded memory, by making old slots wider. Its timer keeps no process alive.
 * @throws {SoraError} `not-configured` when the url is not an address
 */
export function createHttpSora({ url, serviceKey, flushMs = 10_000, timeoutMs = 10_000, patienceMs = defaultPatience.patienceMs }: HttpSoraOptions): SoraNode {
  const server = serverOf({ url, serviceKey, timeoutMs });
  const spend = spendOverHttp(server, { ...defaultPatience, patienceMs });
  const recorder = createRecorder({ clock, slotMs });
  const toFrames = frameBuilder();
  // Stamped at each try: the server tells the age of what is inside by it.
  const queue = new FrameQueue((frame) => sendFrame({ ...frame, sentAtMonoMs: clock.nowMs() }, server));
  let dueAtMs = clock.nowMs() + flushMs;

  const send = oneAtATime(async () => {
    dueAtMs = Infinity;
    let waitMs = await queue.send();
    if (queue.queued === 0) {
      recorder.advance();
      queue.add(toFrames(recorder));
      waitMs = Math.max(waitMs, await queue.send());
    }
    dueAtMs = clock.nowMs() + Math.max(flushMs, waitMs);
  });
  const flush = async (): Promise<FlushResult> => {
    const deliveredBefore = queue.delivered;
    await send();
    const { delivered, queued, dropped, problem } = queue;
    return { delivered: delivered - deliveredBefore, queued: queued + recorder.pendingPoints, dropped, ...(problem === undefined ? {} : { problem }) };
  };
  const timer = setInterval(() => {
    recorder.advance();
    if (clock.nowMs() >= dueAtMs) void send();
  }, Math.min(flushMs, aSecondMs));
  timer.unref();

  return {
    async trackMetric(sample) {
      const { series, value, ageMs } = checkedSample(sample);
      recorder.advance();
      recorder.record({ ...series, tenant, source: 'server' }, value, clock.nowMs() - ageMs);
    },
    bind: (series) => boundHandle(recorder, tenant, series),
    preventDoubleSpend: async (userId, amount, operationId) => spend(checkedSpend(userId, amount, operationId)),
    flush,
    async close() {
      clearInterval(timer);
      return flush();
    },
  };
}

/** Empties a recorder into frames, numbered from 1 under a name of this process. */
function frameBuilder(): (recorder: Recorder) => readonly Frame[] {
  const name = randomUUID();
  let seq = 0;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return (recorder) => buildFrames(recorder.drain(), { install: name, boot: name, nextSeq: () => (seq += 1), nowMonoMs: clock.nowMs(), slotMs, base64 });
}
