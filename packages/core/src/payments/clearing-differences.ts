import type { NewConflict } from '../conflicts/conflict-log.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { Transfer } from '../ledger/transfer.ts';
import type { Payment, PaymentFact, ProviderName } from './payment.ts';
import { bookingKey, clearingOf } from './payment-operations.ts';
import type { PaymentStore } from './payment-store.ts';

/** `in-the-wallet`: the money left and came back before anything was booked, so that its hold was let go and nothing moved. */
export type Booked = { readonly kind: 'transfer'; readonly transfer: Transfer } | { readonly kind: 'in-the-wallet' } | { readonly kind: 'nowhere' };

interface Books {
  readonly store: PaymentStore;
  readonly ledger: Pick<LedgerStore, 'transfer'>;
}

/** What the ledger has for a fact. */
export async function bookedFor({ store, ledger }: Books, payment: Payment, fact: PaymentFact): Promise<Booked> {
  for (const { payer, key } of placesOf(payment, fact)) {
    const transfer = await ledger.transfer(payment.tenant, payer, key);
    if (transfer !== undefined) return { kind: 'transfer', transfer };
  }
  if (fact.kind === 'paid') return { kind: 'nowhere' };
  const outflow = (await store.find(payment.provider, payment.id))?.state.outflows[fact.outflow ?? payment.id];
  return { kind: outflow?.booked === 'kept' ? 'in-the-wallet' : 'nowhere' };
}

function placesOf(payment: Payment, fact: PaymentFact): readonly { readonly payer: string; readonly key: string }[] {
  if (fact.kind === 'paid') return [{ payer: clearingOf(payment), key: bookingKey(payment, 'paid') }];
  const outflow = fact.outflow ?? payment.id;
  if (fact.kind === 'returned') return [{ payer: clearingOf(payment), key: bookingKey(payment, 'back', outflow) }];
  const steps = fact.held ? (['post', 'out'] as const) : (['out'] as const);
  return steps.map((step) => ({ payer: payment.wallet, key: bookingKey(payment, step, outflow) }));
}

export function sayAmountDiffers(payment: Payment, fact: PaymentFact, { key, amountMinor }: Transfer): NewConflict {
  return inconsistency(payment.tenant, clearingOf(payment), {
    key, resolution: `Nothing was changed: ${payment.provider} states another amount than was booked.`,
    detail: { provider: payment.provider, payment: payment.id, fact: fact.kind, stated: String(fact.amountMinor), booked: String(amountMinor) },
  });
}

export function sayNeverBooked(payment: Payment, fact: PaymentFact): NewConflict {
  return inconsistency(payment.tenant, clearingOf(payment), {
    key: bookingKey(payment, fact.kind === 'paid' ? 'paid' : 'out', fact.kind === 'paid' ? undefined : (fact.outflow ?? payment.id)),
    resolution: `Nothing was changed: ${payment.provider} states what could not be booked.`,
    detail: { provider: payment.provider, payment: payment.id, fact: fact.kind, stated: String(fact.amountMinor) },
  });
}

export function sayUnknown(provider: ProviderName, { tenant, unit, payer, key, amountMinor, atMs }: Transfer): NewConflict {
  return inconsistency(tenant, `clearing:${unit}:${provider}`, {
    key, resolution: `Nothing was changed: ${provider} knows nothing of this money.`,
    detail: { provider, payer, key, booked: String(amountMinor), atMs },
  });
}

function inconsistency(tenant: string, subject: string, { key, resolution, detail }: Pick<NewConflict, 'resolution' | 'detail'> & { readonly key: string }): NewConflict {
  return { tenant, type: 'BALANCE_INCONSISTENCY', subject, resolution, dedupKey: `clearing:${subject}:${key}`, detail };
}
