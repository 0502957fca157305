import type { ConflictLog } from '../conflicts/conflict-log.ts';
import { invariant } from '../kernel/invariant.ts';
import { parseAccountId } from '../ledger/account.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { OpenedAccounts } from '../ledger/opened-accounts.ts';
import type { Refusal } from '../ledger/outcome.ts';
import { foldReports } from './fold-reports.ts';
import type { Payment } from './payment.ts';
import type { Booking } from './payment-operations.ts';
import { paymentRace } from './payment-race.ts';
import type { PayerTurn, PaymentStore } from './payment-store.ts';

export interface PaymentBooks {
  readonly store: PaymentStore;
  readonly ledger: Pick<LedgerStore, 'submit'>;
  readonly accounts: OpenedAccounts;
  readonly conflicts: Pick<ConflictLog, 'record'>;
  /** Unique at each call. */
  readonly newId: () => string;
}

/** Long enough for a slow ledger, short enough that nobody waits for a dead server. What is booked after it is over is booked under the same keys. */
const turnMs = 15_000;

/**
 * Books everything that waits for a payment, in the turn of its payer (CON-6): no two servers apply reports about one payer at the same time.
 * `busy`: another has the turn, or took it over; what waits is still due.
 * @throws {SoraError} as the ledger does; what waits is still due
 */
export async function applyPayment(books: PaymentBooks, payment: Payment): Promise<'applied' | 'busy'> {
  const turn = await books.store.takeTurn(payment, { holder: books.newId(), durationMs: turnMs });
  if (turn === undefined) return 'busy';
  try {
    return (await applyTurn(books, turn)) ? 'applied' : 'busy';
  } catch (error) {
    // The failure is what matters; a turn that cannot be given back ends by itself.
    await books.store.finish(turn, turn.state, []).catch(() => false);
    throw error;
  }
}

async function applyTurn(books: PaymentBooks, turn: PayerTurn): Promise<boolean> {
  const { payment, events } = turn;
  const { state, bookings, races } = foldReports(payment, turn.state, events);
  if (bookings.length > 0) await openAccountsOf(books, payment);
  for (const booking of bookings) {
    const refusal = await book(books.ledger, payment.tenant, booking);
    if (refusal !== undefined) await recordRefusal(books, payment, { booking, refusal });
  }
  for (const { event, how } of races) await books.conflicts.record(paymentRace(payment, how, event.id));
  return books.store.finish(turn, state, events.map(({ id }) => id));
}

/** A payment for a user who has no wallet opens it. */
export async function openAccountsOf({ accounts }: Pick<PaymentBooks, 'accounts'>, { tenant, provider, wallet }: Payment): Promise<void> {
  const name = parseAccountId(wallet);
  invariant(name !== undefined, `the wallet of a payment is an account, not "${wallet}"`);
  await accounts.id(tenant, { kind: 'clearing', unit: name.unit, owner: provider });
  await accounts.id(tenant, name);
}

async function book(ledger: Pick<LedgerStore, 'submit'>, tenant: string, { operations, otherwise }: Booking): Promise<Refusal | undefined> {
  const outcome = await ledger.submit({ tenant, operations });
  if (outcome.kind !== 'refused' || otherwise === 'nothing') return undefined;
  return otherwise === undefined ? outcome : book(ledger, tenant, otherwise);
}

/** The provider moved money, and our books cannot follow: a person has to look. */
async function recordRefusal({ conflicts }: PaymentBooks, { tenant, provider, id, wallet }: Payment, { booking, refusal }: { readonly booking: Booking; readonly refusal: Refusal }): Promise<void> {
  const [{ key }] = booking.operations;
  await conflicts.record({
    tenant, type: 'BALANCE_INCONSISTENCY', subject: wallet, dedupKey: key,
    resolution: `Nothing was booked: the ledger refuses what ${provider} reports as done (${refusal.code}).`,
    detail: { provider, payment: id, key, code: refusal.code, refusal: refusal.detail },
  });
}
