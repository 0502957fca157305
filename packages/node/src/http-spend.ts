import { type ProblemCode, problems, SoraError } from '@sora/core';
import { postJson, type PostOutcome, type Server } from './post-json.ts';
import type { Spend, SpendResult } from './spend.ts';
import { type Patience, untilKnown } from './until-known.ts';

/** Spends over HTTP, and asks again with the same key for as long as it is not known what became of it. */
export function spendOverHttp(server: Server, patience: Patience): (spend: Spend) => Promise<SpendResult> {
  return (spend) => untilKnown((leftMs) => spendOnce({ ...server, timeoutMs: Math.min(server.timeoutMs, leftMs) }, spend), patience);
}

async function spendOnce(server: Server, { userId, amountMinor, operationId }: Spend): Promise<SpendResult> {
  const outcome = await postJson(server, {
    path: `/v1/wallets/${encodeURIComponent(userId)}/spend`,
    headers: { 'idempotency-key': operationId },
    body: { amount: String(amountMinor) },
  });
  if (outcome.kind === 'unanswered') throw new SoraError('outcome-unknown', { detail: `${outcome.reason}.` });
  if (outcome.status === 200 && isSpendAnswer(outcome.body)) return resultOf(outcome.body, { userId, operationId });
  throw problemOf(outcome, server.base.origin);
}

interface SpendAnswer {
  readonly kind: SpendResult['kind'];
  readonly transfer: {
    readonly unit: string;
    readonly amount: string;
    readonly balanceAfter: string;
    readonly atMs: number;
    readonly receipt: SpendResult['transfer']['receipt'];
  };
}

function isSpendAnswer(body: object | undefined): body is SpendAnswer {
  const { kind, transfer } = (body ?? {}) as Partial<SpendAnswer>;
  return (kind === 'posted' || kind === 'replayed') && [transfer?.amount, transfer?.balanceAfter].every((amount) => typeof amount === 'string' && /^-?\d+$/.test(amount));
}

function resultOf({ kind, transfer: { unit, amount, balanceAfter, atMs, receipt } }: SpendAnswer, whose: Pick<Spend, 'userId' | 'operationId'>): SpendResult {
  return { kind, transfer: { ...whose, unit, amountMinor: BigInt(amount), balanceAfterMinor: BigInt(balanceAfter), atMs, receipt } };
}

/** The server's problem as it was there; of something else that answers, what can be known of it. */
function problemOf({ status, body, retryAfterMs }: PostOutcome & { readonly kind: 'answered' }, origin: string): SoraError {
  const { code, title, detail, remedy, ...problem } = (body ?? {}) as { readonly code?: string; readonly title?: string; readonly detail?: string; readonly remedy?: string; readonly retryAfterMs?: number };
  const waitMs = problem.retryAfterMs ?? retryAfterMs;
  if (code !== undefined && Object.hasOwn(problems, code)) {
    return new SoraError(code as ProblemCode, { detail: detail ?? [title, remedy].filter((part) => part !== undefined).join('. '), ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) });
  }
  const what = `What answers at ${origin} (${status}) is not SORA.`;
  // A proxy that lost its server, or gave up waiting for it: what SORA did nobody knows.
  return status >= 500 || status === 408 || status === 429 ? new SoraError('outcome-unknown', { detail: what, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) }) : new SoraError('not-configured', { detail: what });
}
