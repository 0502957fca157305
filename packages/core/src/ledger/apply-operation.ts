import { applyHold } from './apply-hold.ts';
import { applyPost } from './apply-post.ts';
import { applyRelease } from './apply-release.ts';
import { applyTransfer } from './apply-transfer.ts';
import type { BatchWork } from './batch-work.ts';
import type { Denial } from './validate-operation.ts';
import type { Wish } from './wish.ts';

/** Does an operation whose accounts are known to exist; changes nothing where it answers a denial. */
export function applyOperation(work: BatchWork, wish: Wish): Denial | undefined {
  const { operation } = wish;
  switch (operation.kind) {
    case 'transfer': return applyTransfer(work, operation, wish);
    case 'hold': return applyHold(work, operation, wish);
    case 'post': return applyPost(work, operation, wish);
    case 'void':
    case 'expire': return applyRelease(work, operation, wish);
  }
}
