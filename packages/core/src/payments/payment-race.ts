import type { NewConflict } from '../conflicts/conflict-log.ts';
import type { Crossing } from './decide-payment.ts';
import type { Payment } from './payment.ts';

export type RaceKind = Crossing | 'delivered-twice-at-once';

const resolutions: Readonly<Record<RaceKind, string>> = {
  'outflow-before-payment': 'A refund or dispute came before its payment; it waited, and was booked after it.',
  'return-before-outflow': 'The report that money came back overtook the report that it left; both were booked, and cancel out.',
  'report-before-answer': 'A webhook came before the answer to the call that caused it; the answer changed nothing more.',
  'delivered-twice-at-once': 'The same report came again while the first was not applied yet; it was applied once.',
};

/** @param occasion the report by which it was noticed: one race is recorded once */
export function paymentRace(payment: Payment, how: RaceKind, occasion: string): NewConflict {
  const { tenant, provider, id, wallet } = payment;
  return {
    tenant, type: 'PAYMENT_RACE', subject: `${provider} ${id}`, resolution: resolutions[how],
    dedupKey: `${provider}:${occasion}:${how}`, detail: { provider, payment: id, wallet, how, report: occasion },
  };
}
