import type { Clock, Frame, Random } from '@sora/core';
import type { Transport } from '../ports/transport.ts';
import { type Fields, judgeAnswer, type Verdict } from '../session/answers.ts';
import { jittered } from '../session/retry-delay.ts';
import type { Drained } from './device-recorder.ts';
import { contentOf, type MetricQueue, type WaitingFrame } from './metric-queue.ts';

/** Sends what waits, in order, until the server says to wait. Never rejects. */
export interface FrameSender {
  /** @param keepalive the page is being left: the requests outlive it */
  send(keepalive: boolean): Promise<void>;
  /** Pause between two sends that the server wants, in milliseconds. */
  readonly intervalMs: number;
  /** Answers that named another protocol version. */
  readonly versionRefusals: number;
}

export interface FrameSenderParts {
  readonly queue: MetricQueue;
  readonly transport: Transport;
  readonly ingestKey: string;
  readonly clock: Clock;
  readonly monotonic: Clock;
  readonly random: Random;
  readonly intervalMs: number;
  /** Of this start: its frames have their age on the monotonic clock. */
  readonly boot: () => string;
  readonly isAllowed: () => boolean;
}

const timeoutMs = 10_000;
const firstRetryMs = 30_000;
const longestRetryMs = 15 * 60_000;
/** A wrong key, another version, another server: nothing that passes in minutes. */
const slowPaceMs = 60 * 60_000;
/** The server refuses measurements older than 24 hours. */
const oldestMs = 23 * 60 * 60_000;
/** A server that asks for more than a day, or less than a second, is not believed. */
const [leastIntervalMs, longestWaitMs] = [1_000, 24 * 60 * 60_000];
/** Of the frame itself: no other day would change it. */
const statusesOfBadFrames = [400, 413, 415, 422];
/** In one go; what is left waits for the next. */
const framesAtOnce = 60;
/** What all requests that outlive a page may have together, by the Fetch standard, is 64 KB. */
const keepaliveBytes = 30_000;

export function createFrameSender({ queue, transport, ingestKey, clock, monotonic, random, intervalMs: firstIntervalMs, boot, isAllowed }: FrameSenderParts): FrameSender {
  let intervalMs = firstIntervalMs;
  let versionRefusals = 0;
  let failures = 0;
  let notBeforeMs = -Infinity;
  let isSending = false;
  const wait = (delayMs: number) => { notBeforeMs = monotonic.nowMs() + Math.min(delayMs, longestWaitMs); };

  /** When the frame was sent on the clock of the start that made it: all that the server knows of time. Undefined when it is too old. */
  function stamp({ frame, madeAtMs }: WaitingFrame): number | undefined {
    const ageMs = frame.boot === boot() ? monotonic.nowMs() - frame.sentAtMonoMs : clock.nowMs() - madeAtMs;
    if (ageMs > oldestMs && frame.reports === undefined) return undefined;
    // A wall clock that was set back knows nothing of age.
    return frame.sentAtMonoMs + Math.min(Math.max(ageMs, 0), oldestMs);
  }

  /** @returns whether to go on with the next */
  async function settle(waiting: WaitingFrame, verdict: Verdict): Promise<boolean> {
    if (verdict.kind === 'ok') {
      const rejected = rejectedBy(verdict.body, waiting.frame);
      if (rejected === undefined) return later(undefined);
      failures = 0;
      intervalMs = Math.min(Math.max(Number(verdict.body['nextFlushMs']) || firstIntervalMs, leastIntervalMs), longestWaitMs);
      await queue.settle(waiting, lostOf(rejected, waiting.counts), 'refused');
      return true;
    }
    if (verdict.kind === 'later') return later(verdict.retryAfterMs);
    if (verdict.kind === 'refused' && statusesOfBadFrames.indexOf(verdict.status) >= 0) {
      if (!namesVersion(verdict.body)) {
        await queue.settle(waiting, contentOf(waiting.counts), 'refused');
        return true;
      }
      versionRefusals += 1;
    }
    wait(jittered(slowPaceMs, random));
    return false;
  }

  function later(retryAfterMs: number | undefined): false {
    failures += 1;
    wait(retryAfterMs ?? jittered(Math.min(firstRetryMs * Math.pow(2, Math.min(failures, 8) - 1), longestRetryMs), random));
    return false;
  }

  async function sendNext(keepalive: boolean): Promise<boolean> {
    const waiting = await queue.next();
    if (waiting === undefined || !isAllowed() || monotonic.nowMs() < notBeforeMs) return false;
    const sentAtMonoMs = stamp(waiting);
    if (sentAtMonoMs === undefined) {
      await queue.settle(waiting, contentOf(waiting.counts), 'too-old');
      return true;
    }
    const headers = { authorization: `Bearer ${ingestKey}` };
    const body = { ...waiting.frame, sentAtMonoMs };
    return settle(waiting, judgeAnswer(await transport({ method: 'POST', path: '/v1/ingest', headers, body, timeoutMs, keepalive: keepalive && waiting.bytes < keepaliveBytes })));
  }

  return {
    async send(keepalive) {
      if (isSending) return;
      isSending = true;
      try {
        let left = framesAtOnce;
        while (left > 0 && (await sendNext(keepalive))) left -= 1;
      } catch {
        // The journal refused: what waits goes on waiting.
        later(undefined);
      } finally {
        isSending = false;
      }
    },
    get intervalMs() { return intervalMs; },
    get versionRefusals() { return versionRefusals; },
  };
}

/** Paths of what the server left out; undefined when this is no receipt for this frame. */
function rejectedBy(body: Fields, frame: Frame): readonly { readonly path?: unknown }[] | undefined {
  const { seq, rejected } = body;
  return seq === frame.seq && Array.isArray(rejected) ? rejected : undefined;
}

/** Single measurements in items that were left out. */
function lostOf(rejected: readonly { readonly path?: unknown }[], [counters, sketches]: Drained['counts']): number {
  const lost: Record<string, number> = {};
  rejected.forEach(({ path }) => {
    const [item, list, at] = /^(counters|sketches)\[(\d+)\]/.exec(String(path)) ?? [];
    if (item !== undefined) lost[item] = (list === 'counters' ? counters : sketches)[Number(at)] ?? 0;
  });
  return Object.keys(lost).reduce((sum, item) => sum + lost[item]!, 0);
}

function namesVersion({ errors }: Fields): boolean {
  return Array.isArray(errors) && errors.some((error: Fields | null) => error?.['path'] === 'v');
}
