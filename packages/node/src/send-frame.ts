import type { Frame, FrameReceipt } from '@sora/core';
import type { SendOutcome } from './frame-queue.ts';

export interface Receiver {
  readonly url: string;
  readonly serviceKey: string;
  readonly timeoutMs: number;
}

const defaultRetryAfterMs = 5_000;

/** Posts one frame. Whatever happens becomes an outcome: measuring never throws at the one who measures. */
export async function sendFrame(frame: Frame, { url, serviceKey, timeoutMs }: Receiver): Promise<SendOutcome> {
  try {
    const response = await fetch(new URL('/v1/ingest', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(frame),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer: unknown = await response.json();
    return response.ok ? taken(answer as FrameReceipt) : refused(answer as Refusal, response.status);
  } catch (error) {
    return { kind: 'later', problem: `${url} does not answer: ${error instanceof Error ? error.message : String(error)}`, retryAfterMs: defaultRetryAfterMs };
  }
}

function taken({ rejected, nextFlushMs }: FrameReceipt): SendOutcome {
  const [first] = rejected;
  return { kind: 'taken', rejected: rejected.length, nextFlushMs, ...(first === undefined ? {} : { problem: `${first.path}: ${first.message}` }) };
}

interface Refusal {
  readonly title?: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

function refused({ title, detail, remedy, retryable, retryAfterMs }: Refusal, status: number): SendOutcome {
  const problem = [`${title ?? 'The server refused'} (${status}).`, detail, remedy].filter((part) => part !== undefined).join(' ');
  // A wrong or revoked key is mended by a person: what was measured meanwhile is kept as long as there is room.
  const mayWorkLater = retryable === true || status === 401 || status === 403 || status >= 500;
  return mayWorkLater ? { kind: 'later', problem, retryAfterMs: retryAfterMs ?? defaultRetryAfterMs } : { kind: 'refused', problem };
}
