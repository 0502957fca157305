import type { BatchWork } from './batch-work.ts';
import type { WorkingHold } from './hold-book.ts';
import type { Operation } from './operation.ts';
import { payerKey } from './payer-key.ts';
import type { Transfer } from './transfer.ts';
import type { Denial } from './validate-operation.ts';

const past = { transfer: 'moved', hold: 'held', post: 'posted', void: 'voided', expire: 'let go after its time-out' } as const satisfies Record<Operation['kind'], string>;

/** The hold an operation names, as long as nothing has resolved it. */
export function findOpenHold(work: BatchWork, { payer, holdKey }: { readonly payer: string; readonly holdKey: string }): WorkingHold | Denial {
  const found = work.holds.get(payerKey(payer, holdKey));
  if (found === undefined) return { code: 'unknown-hold', detail: `${payer} has no hold "${holdKey}".` };
  const { resolvedBy } = found;
  if (resolvedBy === undefined) return found;
  return { code: 'hold-resolved', detail: `The hold "${holdKey}" was ${past[resolvedBy.kind]} under the key "${resolvedBy.key}" at ${new Date(resolvedBy.atMs).toISOString()}.` };
}

export function isDenial(found: WorkingHold | Denial): found is Denial {
  return 'code' in found;
}

/** @param open as `findOpenHold` gave it */
export function resolveHold(work: BatchWork, open: WorkingHold, resolvedBy: Transfer): void {
  const hold = open;
  hold.resolvedBy = resolvedBy;
  work.undo?.push(() => { hold.resolvedBy = undefined; });
}
