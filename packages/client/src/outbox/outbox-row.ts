import { seal, unseal } from '../crash/sealed-text.ts';
import type { OutboxItem, OutboxState } from './outbox-item.ts';

/** Why an item waits for its user and not for the network. */
export type Trouble = Extract<OutboxState, { readonly kind: 'needs-attention' | 'needs-confirmation' }>;

/** Of a change whose message the server cannot know. */
export const neverSent = { kind: 'needs-attention', code: 'unknown-message', detail: 'unknown-message' } as const;

/** An item as it lies in the journal. */
export interface OutboxRow extends Pick<OutboxItem, 'install' | 'installSeq' | 'userId' | 'wish' | 'writeClass' | 'enqueuedAtMs'> {
  /** Bytes of it may have left: it is never changed again, for the server may have it as it is. */
  readonly isTried: boolean;
  readonly trouble?: Trouble;
  /** How often the user let it go on after it had waited for them, and when last, by the clock of the wall. */
  readonly confirmed?: { readonly times: number; readonly atMs: number };
}

/** Of what this library writes. What a newer one wrote is left as it is. */
export const rowVersion = 1;

/** As `randomId` of a platform makes them. */
export const installPattern = /^[0-9a-f]{32}$/;

const digits = 16;

/** In order of the numbers; two installs may have the same ones after the storage was cleared. */
export function keyOf({ installSeq, install }: Pick<OutboxRow, 'install' | 'installSeq'>): string {
  return `${`${installSeq}`.padStart(digits, '0')}-${install}`;
}

export function idOf({ installSeq, install }: Pick<OutboxRow, 'install' | 'installSeq'>): string {
  return `${install}-${installSeq}`;
}

/** The key of the row with this id, whether there is one or not. */
export function keyOfId(id: string): string {
  const at = id.lastIndexOf('-');
  return keyOf({ install: id.slice(0, at), installSeq: Number(id.slice(at + 1)) });
}

export function writeRow(row: OutboxRow): string {
  return seal(row, rowVersion);
}

export type RowReading = { readonly kind: 'row'; readonly row: OutboxRow } | { readonly kind: 'newer' } | { readonly kind: 'unreadable' };

/** What was changed anywhere, and what stands in another's place, is unreadable: nothing is sent that is not known to be what the user wrote. */
export function readRow(key: string, text: string): RowReading {
  const { v, value } = unseal(text);
  const row = value as OutboxRow | undefined;
  if (typeof v === 'number' && v > rowVersion) return { kind: 'newer' };
  return v === rowVersion && row !== undefined && keyOf(row) === key ? { kind: 'row', row } : { kind: 'unreadable' };
}
