import type { Clock, PaidSend, SendOutcome, SubmitOptions } from '@sora/core';
import type { RideOutcome } from '../ledger/companion.ts';
import type { PostgresLedgerStore } from '../ledger-store.ts';

/** The ledger that paid messages ride with, made with `chatCompanion`. */
export type PaidChatLedger = Pick<PostgresLedgerStore<PaidSend, SendOutcome>, 'submitWith'>;

/** Books the payment and writes the message, or neither. @throws {SoraError} as `submitWith` does */
export async function sendPaid({ ledger, clock }: { readonly ledger: PaidChatLedger; readonly clock: Clock }, paid: PaidSend, options: SubmitOptions = {}): Promise<SendOutcome> {
  const startedMs = clock.nowMs();
  const outcome = answerOf(await ledger.submitWith(paid.group, paid, options));
  if (outcome !== undefined) return outcome;
  // Its twin was in the same batch, before it: judged once more, it is known and gets the receipt of that one.
  const left = options.deadlineMs === undefined ? {} : { deadlineMs: Math.max(0, startedMs + options.deadlineMs - clock.nowMs()) };
  const again = answerOf(await ledger.submitWith(paid.group, paid, left));
  if (again === undefined) throw new Error(`The payment "${paid.group.operations[0].key}" was booked without its message.`);
  return again;
}

/** Undefined for a payment that was booked before and a message that is not known yet. */
function answerOf(ride: RideOutcome<SendOutcome>): SendOutcome | undefined {
  if (ride.kind !== 'decided') return ride.answer;
  const { payment, answer } = ride;
  return payment.kind === 'refused' ? { kind: 'payment-refused', code: payment.code, detail: payment.detail, replayed: payment.replayed } : answer;
}
