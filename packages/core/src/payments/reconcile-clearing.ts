import type { ConflictLog } from '../conflicts/conflict-log.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import { bookedFor, sayAmountDiffers, sayNeverBooked, sayUnknown } from './clearing-differences.ts';
import { clearingTransfers } from './clearing-transfers.ts';
import { decidePayment } from './decide-payment.ts';
import type { Payment, PaymentFact } from './payment.ts';
import type { PaymentProvider } from './payment-provider.ts';
import type { PaymentStore, ProviderEvent } from './payment-store.ts';

export interface ClearingBooks {
  readonly store: PaymentStore;
  readonly ledger: Pick<LedgerStore, 'transfer' | 'postings' | 'accounts'>;
  readonly conflicts: Pick<ConflictLog, 'record'>;
  /** Books what waits for a payment. */
  readonly apply: (payment: Payment) => Promise<void>;
}

/** What a comparison came to, for one tenant. */
export interface ClearingCounts {
  /** What the statement says and the ledger says too. */
  matched: number;
  /** Known from the statement only, and booked now: the webhook was lost. */
  repaired: number;
  /** Both know it, and the amounts differ, or the ledger refused to book it. */
  differing: number;
  /** In the ledger, and not in the statement. */
  unknown: number;
}

/** The provider's clock, its statement and our booking of a late webhook may be this far apart. */
const marginMs = 3 * 24 * 60 * 60_000;

export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Compares a provider's statement with its clearing accounts. What only the statement knows is folded in as if its webhook came now; what
 * differs, or what only the ledger knows, is recorded for a person and left as it is.
 */
export async function reconcileClearing(books: ClearingBooks, provider: PaymentProvider, { tenants, fromMs, toMs }: Period & { readonly tenants: readonly string[] }): Promise<ReadonlyMap<string, ClearingCounts>> {
  const counts = new Map<string, ClearingCounts>(tenants.map((tenant) => [tenant, { matched: 0, repaired: 0, differing: 0, unknown: 0 }]));
  const stated = new Set<string>();
  for await (const event of provider.statement(fromMs - marginMs, toMs + marginMs)) {
    const payment = event.payment ?? (event.subject === undefined ? undefined : await books.store.find(provider.name, event.subject))?.payment;
    const count = payment === undefined ? undefined : counts.get(payment.tenant);
    if (payment === undefined || count === undefined) continue;
    for (const fact of event.facts) await compare(books, { payment, event, fact }, { count, stated });
  }
  for (const [tenant, count] of counts) {
    for await (const transfer of clearingTransfers(books.ledger, { tenant, owner: provider.name, fromMs, toMs })) {
      if (stated.has(`${transfer.payer} ${transfer.key}`)) continue;
      count.unknown += 1;
      await books.conflicts.record(sayUnknown(provider.name, transfer));
    }
  }
  return counts;
}

interface Line {
  readonly payment: Payment;
  readonly event: ProviderEvent;
  readonly fact: PaymentFact;
}

async function compare(books: ClearingBooks, line: Line, { count, stated }: { readonly count: ClearingCounts; readonly stated: Set<string> }): Promise<void> {
  const { payment, event, fact } = line;
  const isNew = !(await isKnown(books, payment, fact));
  if (isNew) {
    await books.store.receive({ ...event, source: 'statement' });
    await books.apply(payment);
  }
  const booked = await bookedFor(books, payment, fact);
  if (booked.kind === 'in-the-wallet') return void (count.matched += 1);
  if (booked.kind === 'transfer') stated.add(`${booked.transfer.payer} ${booked.transfer.key}`);
  if (booked.kind === 'transfer' && booked.transfer.amountMinor === fact.amountMinor) return void (count[isNew ? 'repaired' : 'matched'] += 1);
  count.differing += 1;
  await books.conflicts.record(booked.kind === 'transfer' ? sayAmountDiffers(payment, fact, booked.transfer) : sayNeverBooked(payment, fact));
}

async function isKnown({ store }: ClearingBooks, payment: Payment, fact: PaymentFact): Promise<boolean> {
  const state = (await store.find(payment.provider, payment.id))?.state;
  return state !== undefined && decidePayment(payment, state, fact).repeat === true;
}
