import type { Transfer } from '../transfer.ts';
import type { ProblemList } from './problem-list.ts';

/** By key of the hold. */
export type OpenHolds = Map<string, { readonly amountMinor: bigint; readonly payee: string }>;

/** What a payer holds while its transfers are walked in the order of its postings. */
export interface Holding {
  readonly id: string;
  readonly heldMinor: bigint;
  holds: OpenHolds | undefined;
}

/** What the payer holds after this transfer; undefined where that cannot be known, because what it resolves is not open. */
export function heldAfter(payer: Holding, transfer: Transfer, problems: ProblemList): bigint | undefined {
  const { kind, key, holdKey, amountMinor, payee } = transfer;
  if (kind === 'transfer') return payer.heldMinor;
  if (kind === 'hold') {
    (payer.holds ??= new Map()).set(key, { amountMinor, payee });
    return payer.heldMinor + amountMinor;
  }
  const hold = payer.holds?.get(holdKey ?? '');
  const place = { account: payer.id, posting: transfer.payerLeg.posting, payer: transfer.payer, key };
  if (hold === undefined) {
    problems.add('hold', place, `"${key}" of ${payer.id} resolves the hold "${holdKey}", which is not open: it was resolved before, or never placed.`);
    return undefined;
  }
  payer.holds?.delete(holdKey ?? '');
  const isRight = hold.payee === payee && (kind === 'post' ? amountMinor <= hold.amountMinor : amountMinor === hold.amountMinor);
  if (!isRight) problems.add('hold', place, `"${key}" of ${payer.id} resolves the hold "${holdKey}" of ${hold.amountMinor} for ${hold.payee} with ${amountMinor} for ${payee}.`);
  return payer.heldMinor - hold.amountMinor;
}
