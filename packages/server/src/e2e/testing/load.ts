import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, FrameReceipt } from '@sora/core';

/** A sender that keeps sending frames of a counter and a latency, and keeps books of what was acknowledged. */
export interface Load {
  /** Frames that the server acknowledged; each is one REQUEST and one LATENCY. */
  readonly acknowledged: number;
  /** Sends that failed; their frames were sent again under the same number. */
  readonly failures: number;
  /** What the server asked for last. */
  readonly nextFlushMs: number;
  /** Stops sending, and waits until each frame is acknowledged. */
  stop(): Promise<void>;
}

export const loadService = 'load';

export interface LoadOptions {
  readonly url: string;
  readonly serviceKey: string;
  /** Aim; each frame waits for the answer to the one before. */
  readonly perSecond: number;
  /** Series that the frames take turns in. Default: 1. */
  readonly series?: number;
}

export function startLoad({ url, serviceKey, perSecond, series = 1 }: LoadOptions): Load {
  const books = { acknowledged: 0, failures: 0, nextFlushMs: 0 };
  const name = randomUUID();
  let seq = 0;
  let stopping = false;
  const post = async (frame: Frame): Promise<FrameReceipt | undefined> => {
    const headers = { authorization: `Bearer ${serviceKey}` };
    const response = await fetch(new URL('/v1/ingest', url), { method: 'POST', headers, body: JSON.stringify(frame), signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
    return response?.status === 202 ? ((await response.json()) as FrameReceipt) : undefined;
  };
  const deliver = async (frame: Frame): Promise<void> => {
    for (let receipt = await post(frame); ; receipt = await post(frame)) {
      if (receipt !== undefined) {
        books.acknowledged += 1;
        books.nextFlushMs = receipt.nextFlushMs;
        return;
      }
      books.failures += 1;
      await sleep(200);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping) {
      await deliver(frameOf(name, (seq += 1), series));
      await sleep(1000 / perSecond);
    }
  };
  const running = run();
  return {
    get acknowledged() { return books.acknowledged; },
    get failures() { return books.failures; },
    get nextFlushMs() { return books.nextFlushMs; },
    async stop() {
      stopping = true;
      await running;
    },
  };
}

function frameOf(name: string, seq: number, series: number): Frame {
  const measured = { layer: 'API', atMonoMs: performance.now(), labels: { turn: String(seq % series) } } as const;
  return {
    v: 1, install: name, boot: name, seq, sentAtMonoMs: performance.now(), dims: { service: loadService },
    counters: [{ ...measured, type: 'REQUEST', count: 1, sum: 1 }],
    sketches: [{ ...measured, type: 'LATENCY', values: [1 + (seq % 100)] }],
  };
}
