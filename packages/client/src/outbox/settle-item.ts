import { boxes } from './outbox-boxes.ts';
import { type BookEntry, needsItem } from './outbox-book.ts';
import type { OutboxDesk, RowChange } from './outbox-desk.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import { keyOf, keyOfId, type OutboxRow, type Trouble } from './outbox-row.ts';

/** How many numbers ago an item may lie whose receipt is still kept. */
const keptReceipts = 4_096;

const neverSent: Trouble = { kind: 'needs-attention', code: 'unknown-message', detail: 'The message that this changes was never sent.' };

export type Claim =
  | { readonly kind: 'claimed'; readonly row: OutboxRow }
  /** Another page removed it, or it waits for its user. */
  | { readonly kind: 'gone' }
  /** The device did not note it down, so it must not leave yet: an edit could change what the server has already. */
  | { readonly kind: 'unkept' };

/** Marks an item as tried before the first byte of it leaves, so that nobody changes it from now on, and names the message that it changes by its number. */
export async function claimItem(desk: OutboxDesk, { key, row: known }: BookEntry, owed: ReadonlyMap<string, DeliveryReceipt>): Promise<Claim> {
  if (known.writeClass === 'ephemeral') return { kind: 'claimed', row: known };
  const needed = needsItem(known.wish);
  const neededKeys = needed === undefined ? [] : [keyOfId(needed)];
  const decide = (row: OutboxRow | undefined, stored: DeliveryReceipt | undefined): RowChange<Claim> => {
    if (row === undefined) return { result: { kind: 'gone' } };
    if (row.trouble !== undefined) return { puts: [row], result: { kind: 'gone' } };
    const named = withNumber(row, stored ?? owed.get(neededKeys[0] ?? ''));
    if (named.trouble !== undefined) return { puts: [named], result: { kind: 'gone' } };
    if (row.isTried && named === row) return { result: { kind: 'claimed', row } };
    const tried = { ...named, isTried: true };
    return { puts: [tried], result: { kind: 'claimed', row: tried } };
  };
  try {
    return await desk.change({ rows: [key], receipts: neededKeys }, ({ rows, receipts }) => decide(rows[0], receipts[0]));
  } catch {
    return known.isTried && needed === undefined ? { kind: 'claimed', row: known } : { kind: 'unkept' };
  }
}

function withNumber(row: OutboxRow, receipt: DeliveryReceipt | undefined): OutboxRow {
  if (needsItem(row.wish) === undefined || (row.wish.kind !== 'edit' && row.wish.kind !== 'delete')) return row;
  if (receipt?.entry === undefined) return { ...row, trouble: neverSent };
  return { ...row, wish: { ...row.wish, target: { seq: receipt.entry.seq } } };
}

/** Removes what the server has, and keeps its receipt for a while. @throws {JournalError} */
export function removeDelivered(desk: OutboxDesk, row: OutboxRow, receipt: DeliveryReceipt): Promise<void> {
  const key = keyOf(row);
  if (row.writeClass === 'ephemeral') return desk.change({}, () => ({ drops: [key], result: undefined }));
  const oldest = keyOf({ ...row, installSeq: Math.max(0, row.installSeq - keptReceipts) });
  const writes = [{ box: boxes.receipt, key, value: JSON.stringify(receipt) }, { box: boxes.receipt, key: oldest, value: undefined }];
  return desk.change({}, () => ({ drops: [key], writes, result: undefined }));
}

/** The item waits for its user from now on; nothing when it is gone, or waits already. */
export async function troubleItem(desk: OutboxDesk, { key, row: known }: BookEntry, trouble: Trouble): Promise<void> {
  const set = (row: OutboxRow | undefined): RowChange<void> => (row === undefined || row.trouble !== undefined ? { result: undefined } : { puts: [{ ...row, trouble }], result: undefined });
  try {
    await desk.change({ rows: [key] }, ({ rows }) => set(rows[0]));
  } catch {
    // Known on this page at least; after a restart the server says it again.
    if (known.trouble === undefined) desk.book.put({ ...known, trouble }, { seenAtMs: undefined, isOwn: true });
    desk.tell();
  }
}
