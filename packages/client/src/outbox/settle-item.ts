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
  const neededKeys = needed === undefined ? [] : [keyOfId(needed)];
  const decide = (row: OutboxRow | undefined, stored: DeliveryReceipt | undefined): RowChange<OutboxRow | undefined> => {
    if (row === undefined) return { result: undefined };
    const named = row.trouble === undefined ? withNumber(row, stored ?? owed.get(neededKeys[0] ?? '')) : row;
    if (named.trouble !== undefined) return { puts: [named], result: undefined };
    const tried = { ...named, isTried: true };
    return { puts: row.isTried && named === row ? [] : [tried], result: tried };
  };
  try {
    return await desk.change({ rows: [key], receipts: neededKeys }, ({ rows, receipts }) => decide(rows[0], receipts[0]));
  } catch (error) {
    if (known.isTried && needed === undefined) return known;
    throw error;
  }
}

function withNumber(row: OutboxRow, receipt: DeliveryReceipt | undefined): OutboxRow {
  if (needsItem(row.wish) === undefined) return row;
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
    if (known.trouble === undefined) desk.book.put({ ...known, trouble }, { seenAtMs: undefined, isOwn: true });
    desk.tell();
  }
}
