import type { EntryPage, EntryRow } from '../../api/chats.ts';
import { keyHref } from '../../ui/account-name.ts';
import { formatClockSeconds, formatSeq, formatDay } from '../../ui/format.ts';
import { rangeWords } from './strip-view.ts';

export type EntryLine =
  | { readonly kind: 'entry'; readonly seq: number; readonly number: string; readonly what: string; readonly author: string; readonly at: string; readonly atIso: string; readonly marks: readonly string[]; readonly size: string; readonly paymentHref?: string }
  /** Numbers without an entry, between two that are there. */
  | { readonly kind: 'gap'; readonly seq: number; readonly words: string };

export interface EntryDay {
  readonly day: string;
  readonly lines: readonly EntryLine[];
}

/** Newest first, under their days; what is missing between them has a line of its own. */
export function entryDays({ entries, nextBefore }: EntryPage): readonly EntryDay[] {
  const days = Map.groupBy(entries.map((entry, index) => ({ entry, next: entries[index + 1]?.seq ?? (nextBefore === undefined ? 0 : entry.seq - 1) })), ({ entry }) => formatDay(entry.atMs));
  return [...days].map(([day, members]) => ({ day, lines: members.flatMap(({ entry, next }) => [lineOf(entry), ...gapBetween(next, entry.seq)]) }));
}

function gapBetween(lower: number, upper: number): readonly EntryLine[] {
  return upper - lower <= 1 ? [] : [{ kind: 'gap', seq: lower + 1, words: `${rangeWords({ fromSeq: lower + 1, toSeq: upper - 1 })} ${upper - lower === 2 ? 'has' : 'have'} no entry` }];
}

function lineOf(entry: EntryRow): EntryLine {
  const { seq, userId, atMs, paymentKey } = entry;
  return {
    kind: 'entry', seq, number: `#${formatSeq(seq)}`, what: whatOf(entry), author: userId, at: formatClockSeconds(atMs), atIso: new Date(atMs).toISOString(),
    marks: marksOf(entry), size: sizeOf(entry), ...(paymentKey === undefined ? {} : { paymentHref: keyHref(paymentKey) }),
  };
}

function whatOf({ kind, target, version }: EntryRow): string {
  if (kind === 'message') return 'Message by';
  return kind === 'edit' ? `Version ${version} of #${formatSeq(target ?? 0)}, by` : `#${formatSeq(target ?? 0)} deleted, by`;
}

function marksOf({ latest, model }: EntryRow): readonly string[] {
  const changed = latest === undefined ? [] : latest.isDeleted ? ['deleted'] : [`${latest.version} versions`];
  return [...changed, ...(model === undefined ? [] : [`by ${model}`])];
}

/** A text that is gone leaves its digest, and the log as it was. */
function sizeOf({ kind, textBytes }: EntryRow): string {
  if (kind === 'delete') return '';
  if (textBytes === undefined) return 'text erased';
  return textBytes < 1_000 ? `${textBytes} B` : `${(textBytes / 1_000).toFixed(1)} kB`;
}
