import type { NewConflict } from '../conflicts/conflict-log.ts';
import type { BatchWork } from './batch-work.ts';
import type { Operation } from './operation.ts';
import type { RecordedRefusal } from './outcome.ts';
import { isRefusal, type Receipt } from './receipts.ts';
import type { Transfer } from './transfer.ts';

/** The same wish twice at the same moment: one of them is answered with what the other got. */
export function noteRepeat(work: BatchWork, operation: Operation, { answer }: Receipt): void {
  const { payer, key } = operation;
  note(work, {
    ...about(work, payer),
    resolution: 'The first one stands; the repeat got the same answer.',
    dedupKey: `${payer} ${key}`,
    detail: { key, payer, first: given(answer), repeat: asked(operation) },
  });
}

/** A key that came back with another wish: the other wish is refused. */
export function noteReuse(work: BatchWork, operation: Operation, { answer }: Receipt): void {
  const { payer, key } = operation;
  note(work, {
    ...about(work, payer),
    resolution: 'The first one stands; the other wish was refused as key-reused.',
    dedupKey: `${payer} ${key} reused`,
    detail: { key, payer, first: given(answer), refused: asked(operation) },
  });
}

function note(work: BatchWork, conflict: NewConflict): void {
  if (!work.conflicts.has(conflict.dedupKey)) work.conflicts.set(conflict.dedupKey, conflict);
}

function about({ tenant }: BatchWork, subject: string): Pick<NewConflict, 'tenant' | 'type' | 'subject'> {
  return { tenant, type: 'DOUBLE_SPEND', subject };
}

function given(answer: Transfer | RecordedRefusal): Readonly<Record<string, unknown>> {
  if (isRefusal(answer)) return { refusal: answer.code, detail: answer.detail, atMs: answer.atMs };
  const { kind, payee, amountMinor, holdKey, linkedKey, atMs } = answer;
  return { kind, payee, amountMinor: `${amountMinor}`, holdKey, linkedKey, atMs };
}

function asked(operation: Operation): Readonly<Record<string, unknown>> {
  const { kind } = operation;
  if (kind === 'void' || kind === 'expire') return { kind, holdKey: operation.holdKey };
  if (kind === 'post') return { kind, holdKey: operation.holdKey, amountMinor: operation.amountMinor === undefined ? undefined : `${operation.amountMinor}` };
  return { kind, payee: operation.payee, amountMinor: `${operation.amountMinor}` };
}
