import { SoraError } from '../kernel/sora-error.ts';
import { openAccountsOf, type PaymentBooks } from './apply-payment.ts';
import { holdOf } from './payment-operations.ts';
import type { PaymentProvider, ProviderAnswer } from './payment-provider.ts';
import type { ProviderEvent } from './payment-store.ts';
import type { CallOutcome, PlannedCall, ProviderCall, ProviderCallStore } from './provider-call.ts';

export interface CallTools {
  readonly books: PaymentBooks;
  readonly calls: ProviderCallStore;
  readonly provider: (call: ProviderCall) => PaymentProvider;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/** An attempt is up to five requests of 20 s. A call whose outcome is not known is made again after that, or as soon as its caller asks again. */
const times = { claimMs: 120_000, againInMs: 120_000 };
/** Pauses while another attempt is under way, in milliseconds: 6 s in all. */
const patience = [20, 50, 100, 200, 400, 800, 1_500, 3_000];

/**
 * Reserves the money, then asks the provider, then writes down what it said. Each step has a key of its own and can be done again by
 * whoever finds the call without an outcome.
 * @throws {SoraError} `provider-unavailable` and as the ledger does: the outcome is not known, the call is made again
 */
export async function makeCall(tools: CallTools, call: PlannedCall): Promise<CallOutcome> {
  if (call.outcome !== undefined) return call.outcome;
  const refused = await reserve(tools, call);
  if (refused !== undefined) return finished(tools, call, refused);
  const attempt = await tools.calls.begin(call, times);
  if (attempt === undefined) return outcomeOfAnother(tools, call);
  return finished(tools, call, await ask(tools, call, attempt));
}

async function reserve({ books }: CallTools, call: ProviderCall): Promise<ProviderAnswer | undefined> {
  await openAccountsOf(books, call.payment);
  const outcome = await books.ledger.submit({ tenant: call.payment.tenant, operations: [holdOf(call.payment, call)] });
  return outcome.kind === 'refused' ? { outcome: { kind: 'refused', code: outcome.code, detail: outcome.detail } } : undefined;
}

async function finished({ calls }: CallTools, call: ProviderCall, answer: ProviderAnswer): Promise<CallOutcome> {
  await calls.end(call, answer);
  return answer.outcome;
}

async function outcomeOfAnother({ calls, pause }: CallTools, call: ProviderCall): Promise<CallOutcome> {
  for (const ms of patience) {
    await pause(ms);
    const { outcome } = await calls.plan(call);
    if (outcome !== undefined) return outcome;
  }
  throw new SoraError('outcome-unknown', { detail: 'Another request with this key is under way.' });
}

async function ask(tools: CallTools, call: ProviderCall, attempt: number): Promise<ProviderAnswer> {
  const answer = await tools.provider(call).call(call, attempt).catch(async (error: unknown) => {
    await tools.calls.release(call);
    throw error;
  });
  return answer.outcome.kind === 'refused' ? { ...answer, event: refusedReport(call, tools.nowMs()) } : answer;
}

/** What the provider does not do leaves the wallet where it was. */
function refusedReport({ payment, outflow, amountMinor }: ProviderCall, atMs: number): ProviderEvent {
  return {
    provider: payment.provider, id: `refused:${outflow}`, type: 'call.refused', source: 'answer', subject: payment.id, atMs, payment,
    facts: [{ kind: 'returned', outflow, amountMinor, held: true }],
  };
}

/** @throws {SoraError} `key-reused` when this key was used for something else */
export function sameCall(planned: PlannedCall, call: ProviderCall): PlannedCall {
  if (wish(planned) === wish(call)) return planned;
  throw new SoraError('key-reused', { detail: 'This key was used for a payment of another amount, wallet or receiver.' });
}

function wish({ payment, amountMinor, order }: ProviderCall): string {
  return JSON.stringify([payment.provider, payment.id, payment.wallet, String(amountMinor), order.kind, order.kind === 'payout' ? order.recipientId : '']);
}
