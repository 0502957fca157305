import type { PaidOutcome } from './outbox.ts';
import type { OutboxBook } from './outbox-book.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import { idOf, keyOf, type OutboxRow, type Trouble } from './outbox-row.ts';

/** Those who wait for what becomes of something paid. */
export interface Waiters {
  wait(row: OutboxRow): Promise<PaidOutcome>;
  delivered(key: string, receipt: DeliveryReceipt): void;
  /** The row changed or went. */
  changed(key: string, receipt: DeliveryReceipt | undefined): void;
}

export function createWaiters(book: OutboxBook): Waiters {
  const waiting = new Map<string, { readonly id: string; readonly resolve: (outcome: PaidOutcome) => void }>();
  const tell = (key: string, outcome: PaidOutcome) => {
    waiting.get(key)?.resolve(outcome);
    waiting.delete(key);
  };
  const look = (key: string, receipt: DeliveryReceipt | undefined) => {
    const waiter = waiting.get(key);
    if (waiter === undefined) return;
    const row = book.get(key)?.row;
    if (receipt !== undefined) tell(key, { kind: 'delivered', receipt });
    else if (row === undefined) tell(key, { kind: 'refused', code: 'discarded', detail: 'The user gave it up.' });
    else if (row.trouble !== undefined) tell(key, outcomeOf(waiter.id, row.trouble));
  };
  return {
    wait: (row) => new Promise((resolve) => { waiting.set(keyOf(row), { id: idOf(row), resolve }); }),
    delivered: (key, receipt) => { tell(key, { kind: 'delivered', receipt }); },
    changed: look,
  };
}

function outcomeOf(itemId: string, trouble: Trouble): PaidOutcome {
  if (trouble.kind === 'needs-attention') return { kind: 'refused', code: trouble.code, detail: trouble.detail };
  if (trouble.reason === 'too-old') return { kind: 'needs-confirmation', itemId };
  return { kind: 'refused', code: 'price-changed', detail: 'The price is another one now.', ...(trouble.price && { price: trouble.price }) };
}
