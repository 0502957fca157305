import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { buildFrames, createRecorder } from '@sora/core';
import { checkedSample } from './checked-sample.ts';
import { FrameQueue } from './frame-queue.ts';
import { sendFrame } from './send-frame.ts';
import type { FlushResult, SoraNode } from './sora-node.ts';

export interface HttpSoraOptions {
  /** Address of a SORA server. */
  readonly url: string;
  /** A service key with the scope metrics:write. */
  readonly serviceKey: string;
  /** Pause between two sends, default 10,000; the server may ask for a longer one. */
  readonly flushMs?: number;
  /** Frames kept while the server is away, default 100. */
  readonly maxQueuedFrames?: number;
  /** Time limit of one request, default 10,000. */
  readonly timeoutMs?: number;
}

const slotMs = 10_000;

/** Talks to a server over HTTP: measures into local histograms, and sends them as frames. Its timer keeps no process alive. */
export function createHttpSora({ url, serviceKey, flushMs = 10_000, maxQueuedFrames = 100, timeoutMs = 10_000 }: HttpSoraOptions): SoraNode {
  const clock = { nowMs: () => performance.now() };
  const recorder = createRecorder({ clock, slotMs });
  const process = randomUUID();
  let seq = 0;
  const queue = new FrameQueue((frame) => sendFrame(frame, { url, serviceKey, timeoutMs }), maxQueuedFrames);
  let notBeforeMs = 0;
  let sending: Promise<unknown> = Promise.resolve();

  const collect = () => {
    recorder.advance();
    const sender = { install: process, boot: process, nextSeq: () => (seq += 1), nowMonoMs: clock.nowMs(), slotMs, base64: (bytes: Uint8Array) => Buffer.from(bytes).toString('base64') };
    queue.add(buildFrames(recorder.drain(), sender));
  };
  const sendAll = () =>
    (sending = sending.then(async () => {
      notBeforeMs = clock.nowMs() + (await queue.send());
    }));
  const flush = async (): Promise<FlushResult> => {
    collect();
    await sendAll();
    const { delivered, queued, dropped, problem } = queue.state;
    return { delivered, queued, dropped, ...(problem === undefined ? {} : { problem }) };
  };
  const timer = setInterval(() => {
    recorder.advance();
    if (clock.nowMs() >= notBeforeMs) void flush();
  }, flushMs);
  timer.unref();

  return {
    async trackMetric(sample) {
      const { series, value, ageMs } = checkedSample(sample);
      recorder.advance();
      recorder.record(series, value, Math.max(0, clock.nowMs() - ageMs));
    },
    bind: (series) => recorder.handle(checkedSample({ ...series, value: 0 }).series),
    flush,
    async close() {
      clearInterval(timer);
      return flush();
    },
  };
}
