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
}

/** Pause before a call whose outcome is not known is made again. */
const againInMs = 60_000;

/**
 * Reserves the money, then asks the provider, then writes down what it said. Each step has a key of its own and can be done again by
 * whoever finds the call without an outcome.
 * @throws {SoraError} `provider-unavailable` and as the ledger does: the outcome is not known, the call is made again
 */
export async function makeCall(tools: CallTools, call: PlannedCall): Promise<CallOutcome> {
  if (call.outcome !== undefined) return call.outcome;
  const refused = await reserve(tools, call);
  const answer = refused ?? (await ask(tools, call));
  await tools.calls.end(call, answer);
  return answer.outcome;
}

async function reserve({ books }: CallTools, call: ProviderCall): Promise<ProviderAnswer | undefined> {
  await openAccountsOf(books, call.payment);
  const outcome = await books.ledger.submit({ tenant: call.payment.tenant, operations: [holdOf(call.payment, call)] });
  return outcome.kind === 'refused' ? { outcome: { kind: 'refused', code: outcome.code, detail: outcome.detail } } : undefined;
}

async function ask(tools: CallTools, call: ProviderCall): Promise<ProviderAnswer> {
  const attempt = await tools.calls.begin(call, againInMs);
  const answer = await tools.provider(call).call(call, attempt);
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
