import { type Frame, type FrameReceipt, SoraError } from '@sora/core';
import type { SendOutcome } from './frame-queue.ts';

/** Where frames go. */
export interface Receiver {
  readonly endpoint: URL;
  readonly serviceKey: string;
  readonly timeoutMs: number;
}

const defaultRetryAfterMs = 5_000;

/** Refusals of the frame itself, which no other day or key would change. */
const statusesOfBadFrames: ReadonlySet<number> = new Set([400, 413, 415]);

/** @throws {SoraError} `not-configured` when the url is not an address */
export function receiverOf({ url, ...rest }: Omit<Receiver, 'endpoint'> & { readonly url: string }): Receiver {
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw new SoraError('not-configured', { detail: `SORA_URL is not an address that starts with http: or https:, but "${url}".` });
  return { ...rest, endpoint: new URL('/v1/ingest', url) };
}

/** Posts one frame. Whatever happens becomes an outcome: measuring never throws at the one who measures. */
export async function sendFrame(frame: Frame, { endpoint, serviceKey, timeoutMs }: Receiver): Promise<SendOutcome> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(frame),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = parseObject(await response.text());
    if (response.ok && isReceipt(answer)) return taken(answer);
    return answer === undefined || response.ok ? later(`What answers at ${endpoint.origin} (${response.status}) is not SORA.`) : refused(answer, response.status);
  } catch (error) {
    return later(`${endpoint.origin} does not answer: ${reasonOf(error)}`);
  }
}

function later(problem: string, retryAfterMs: number = defaultRetryAfterMs): SendOutcome {
  return { kind: 'later', problem, retryAfterMs };
}

function taken({ rejected, nextFlushMs }: FrameReceipt): SendOutcome {
  const [first] = rejected;
  return { kind: 'taken', rejected: rejected.length, nextFlushMs, ...(first === undefined ? {} : { problem: `${rejected.length} refused, the first: ${first.path} ${first.message}` }) };
}

interface Refusal {
  readonly title?: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly retryAfterMs?: number;
}

// A wrong key or address is mended by a person: what was measured meanwhile is kept.
function refused({ title = 'The server refused', detail, remedy, retryAfterMs }: Refusal, status: number): SendOutcome {
  const problem = [`${title} (${status}).`, detail, remedy].filter((part) => part !== undefined).join(' ');
  return statusesOfBadFrames.has(status) ? { kind: 'refused', problem } : later(problem, retryAfterMs);
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isReceipt(answer: object | undefined): answer is FrameReceipt {
  return answer !== undefined && 'rejected' in answer && Array.isArray(answer.rejected) && 'nextFlushMs' in answer && typeof answer.nextFlushMs === 'number';
}

/** `fetch` says "fetch failed" and keeps what happened in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
  return error.message;
}
