import type { BatchWork } from './batch-work.ts';
import { noteRepeat, noteReuse } from './double-spend.ts';
import type { GroupOutcome } from './outcome.ts';
import { isRefusal, type Receipt } from './receipts.ts';
import type { Transfer } from './transfer.ts';
import type { Wish } from './wish.ts';

/** What keys that came before get; undefined when all of them are new. */
export function answerFromReceipts(work: BatchWork, wishes: readonly Wish[]): GroupOutcome | undefined {
  let first: Receipt | undefined;
  for (const wish of wishes) {
    const receipt = work.receipts.get(wish.id);
    if (receipt === undefined) continue;
    if (receipt.answer.fingerprint !== wish.fingerprint) return refuseReuse(work, wish, receipt);
    first ??= receipt;
  }
  // A fingerprint covers the keys of the whole group: one that is known says that all are.
  return first && replay(work, wishes, first);
}

function replay(work: BatchWork, wishes: readonly Wish[], first: Receipt): GroupOutcome {
  const [wish] = wishes;
  if (first.askedInBatch && wish !== undefined) noteRepeat(work, wish.operation, first);
  first.askedInBatch = true;
  const { answer } = first;
  if (isRefusal(answer)) return { kind: 'refused', replayed: true, code: answer.code, detail: answer.detail, operation: answer.operation };
  return { kind: 'replayed', transfers: wishes.flatMap(({ id }) => bookedUnder(work, id)) };
}

function refuseReuse(work: BatchWork, { operation, index }: Wish, receipt: Receipt): GroupOutcome {
  noteReuse(work, operation, receipt);
  return { kind: 'refused', replayed: false, code: 'key-reused', detail: `The key "${operation.key}" of ${operation.payer} was used for something else.`, operation: index };
}

function bookedUnder({ receipts }: BatchWork, id: string): readonly Transfer[] {
  const answer = receipts.get(id)?.answer;
  return answer === undefined || isRefusal(answer) ? [] : [answer];
}
