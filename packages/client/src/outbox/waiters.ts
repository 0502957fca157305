import type { PaidOutcome } from './outbox.ts';
import { refusal } from './outbox-actions.ts';
import type { OutboxBook } from './outbox-book.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import { idOf, keyOf, type OutboxRow, type Trouble } from './outbox-row.ts';

/** Those who wait for what becomes of something paid. */
export interface Waiters {
  wait(row: OutboxRow): Promise<PaidOutcome>;
  /** The row changed or went, or the server has it. */
  changed(key: string, receipt?: DeliveryReceipt): void;
}

export function createWaiters(book: OutboxBook): Waiters {
  const waiting = new Map<string, { readonly itemId: string; readonly resolve: (outcome: PaidOutcome) => void }>();
  return {
    wait: (row) => new Promise((resolve) => { waiting.set(keyOf(row), { itemId: idOf(row), resolve }); }),
    changed(key, receipt) {
      const waiter = waiting.get(key);
      const row = book.get(key)?.row;
      if (waiter === undefined || (receipt === undefined && row !== undefined && row.trouble === undefined)) return;
      waiting.delete(key);
      waiter.resolve(receipt === undefined ? outcomeOf(waiter.itemId, row?.trouble) : { kind: 'delivered', receipt });
    },
  };
}

function outcomeOf(itemId: string, trouble: Trouble | undefined): PaidOutcome {
  if (trouble === undefined) return refusal('discarded');
  if (trouble.kind === 'needs-attention') return { ...trouble, kind: 'refused' };
  if (trouble.reason === 'too-old') return { kind: 'needs-confirmation', itemId };
  return { ...refusal('price-changed'), ...(trouble.price && { price: trouble.price }) };
}
