import { boxes } from './outbox-boxes.ts';
import { type BookEntry, needsItem, retargeted } from './outbox-book.ts';
import type { OutboxDesk, RowChange } from './outbox-desk.ts';
import type { DeliveryReceipt } from './outbox-item.ts';
import { keyOf, keyOfId, neverSent, type OutboxRow, type Trouble } from './outbox-row.ts';

/** How many numbers ago an item may lie whose receipt is still kept. */
const keptReceipts = 4_096;

/**
 * Marks an item as tried before the first byte of it leaves, so that nobody changes it from now on, and names the message that it changes by its
 * number. Undefined when another page removed it, or it waits for its user.
 * @throws {JournalError} the device did not note it down, so it must not leave yet: an edit could change what the server has already
 */
export async function claimItem(desk: OutboxDesk, { key, row: known }: BookEntry, owed: ReadonlyMap<string, DeliveryReceipt>): Promise<OutboxRow | undefined> {
  if (known.writeClass === 'ephemeral') return known;
  const needed = needsItem(known.wish);
  const receipts = needed === undefined ? [] : [keyOfId(needed)];
  const claim = (row: OutboxRow, stored: DeliveryReceipt | undefined): RowChange<OutboxRow | undefined> => {
    const named = needed === undefined || row.trouble !== undefined ? row : withNumber(row, stored ?? owed.get(keyOfId(needed)));
    const tried = named.trouble === undefined ? { ...named, isTried: true } : undefined;
    return { puts: row.isTried && named === row ? [] : [tried ?? named], result: tried };
  };
  try {
    return await desk.change({ rows: [key], receipts }, ({ rows: [row], receipts: [stored] }) => (row === undefined ? { result: undefined } : claim(row, stored)));
  } catch (error) {
    if (known.isTried && needed === undefined) return known;
    throw error;
  }
}

function withNumber(row: OutboxRow, receipt: DeliveryReceipt | undefined): OutboxRow {
  return receipt?.entry === undefined ? { ...row, trouble: neverSent } : retargeted(row, { seq: receipt.entry.seq });
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
    if (known.trouble === undefined) desk.book.put({ ...known, trouble }, undefined, true);
    desk.tell();
  }
}
