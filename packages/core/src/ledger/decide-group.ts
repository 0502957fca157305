import { answerFromReceipts } from './answer-from-receipts.ts';
import { applyOperation } from './apply-operation.ts';
import type { BatchWork } from './batch-work.ts';
import { findWrongAccount } from './find-account.ts';
import type { LinkedGroup } from './operation.ts';
import { type GroupOutcome, recordedRefusals, type Refusal } from './outcome.ts';
import { remember } from './receipts.ts';
import { validateGroup } from './validate-operation.ts';
import { type Wish, wishesOf } from './wish.ts';

/** Decides the next group: is it valid, what did its keys get before, are its accounts there, and may the money move. */
export function decideGroup(work: BatchWork, group: LinkedGroup): GroupOutcome {
  const invalid = validateGroup(group);
  if (invalid !== undefined) return { kind: 'refused', replayed: false, ...invalid };
  const wishes = wishesOf(group, work.sha256);
  const known = answerFromReceipts(work, wishes);
  if (known !== undefined) return known;
  const booked = work.transfers.length;
  const refusal = findWrongAccount(work, wishes) ?? applyAll(work, wishes);
  if (refusal !== undefined) return refuse(work, wishes, refusal);
  const transfers = work.transfers.slice(booked);
  for (const transfer of transfers) remember(work.receipts, transfer);
  return { kind: 'posted', transfers };
}

function applyAll(work: BatchWork, wishes: readonly Wish[]): Refusal | undefined {
  const takeBack = wishes.length > 1 ? beginUndo(work) : undefined;
  for (const wish of wishes) {
    const denial = applyOperation(work, wish);
    if (denial === undefined) continue;
    takeBack?.();
    return { ...denial, operation: wish.index };
  }
  work.undo = undefined;
  return undefined;
}

/** From here on the work can be taken back to where it is now. */
function beginUndo(work: BatchWork): () => void {
  const undo: (() => void)[] = [];
  const { seal, seq, transfers } = work;
  const booked = transfers.length;
  work.undo = undo;
  return () => {
    for (const step of undo.toReversed()) step();
    transfers.length = booked;
    Object.assign(work, { seal, seq, undo: undefined });
  };
}

function refuse(work: BatchWork, wishes: readonly Wish[], refusal: Refusal): GroupOutcome {
  if (recordedRefusals.has(refusal.code)) {
    for (const { operation: { payer, key }, fingerprint } of wishes) {
      const recorded = { ...refusal, tenant: work.tenant, payer, key, fingerprint, atMs: work.nowMs };
      work.refusals.push(recorded);
      remember(work.receipts, recorded);
    }
  }
  return { kind: 'refused', replayed: false, ...refusal };
}
