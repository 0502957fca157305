import type { Frame, FrameReceipt } from '@sora/core';
import type { SendOutcome } from './frame-queue.ts';
import { postJson, type Server } from './post-json.ts';

const defaultRetryAfterMs = 5_000;

/** Refusals of the frame itself, which no other day or key would change. */
const statusesOfBadFrames: ReadonlySet<number> = new Set([400, 413, 415]);

/** Posts one frame. Whatever happens becomes an outcome: measuring never throws at the one who measures. */
export async function sendFrame(frame: Frame, server: Server): Promise<SendOutcome> {
  const outcome = await postJson(server, { path: '/v1/ingest', body: frame });
  if (outcome.kind === 'unanswered') return later(outcome.reason);
  const { status, body } = outcome;
  const isOk = status >= 200 && status < 300;
  if (isOk && isReceipt(body)) return taken(body);
  return body === undefined || isOk ? later(`What answers at ${server.base.origin} (${status}) is not SORA.`) : refused(body, status);
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

function isReceipt(answer: object | undefined): answer is FrameReceipt {
  return answer !== undefined && 'rejected' in answer && Array.isArray(answer.rejected) && 'nextFlushMs' in answer && typeof answer.nextFlushMs === 'number';
}
