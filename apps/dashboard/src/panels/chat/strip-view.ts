import type { LogStretch, SeqRange } from '@sora/core';
import type { ChatLog } from '../../api/chats.ts';
import { formatRoute } from '../../app/route.ts';
import { formatCount, formatSeq } from '../../ui/format.ts';
import { plural } from '../../ui/words.ts';

export type CellKind = 'message' | 'edit' | 'delete' | 'mixed' | 'missing';

export interface StripView {
  readonly cells: readonly { readonly key: number; readonly kind: CellKind; readonly title: string }[];
  readonly note: string;
  /** All of it in a sentence, for those who do not see the cells. */
  readonly summary: string;
  /** Kinds that there are, with what each is called. */
  readonly legend: readonly { readonly kind: CellKind; readonly label: string }[];
  readonly gaps: readonly { readonly words: string; readonly href: string }[];
  /** More gaps than are named. */
  readonly isMore: boolean;
  /** Where the numbers before these are shown; absent where the log begins here. */
  readonly earlierHref?: string;
}

const labels: Readonly<Record<CellKind, string>> = { message: 'Message', edit: 'Edit, a new version', delete: 'Delete, the last version', mixed: 'Messages with versions', missing: 'Missing' };

/** The sequence as cells, one for each number or for as many as fit; what the head counts past the end of the log is a cell of its own. */
export function stripView({ chat, log, strip }: Pick<ChatLog, 'chat' | 'log' | 'strip'>): StripView {
  const beyond = beyondOf(strip.toSeq, { chat, log });
  const stretches = [...strip.stretches, ...beyond.map((range) => ({ ...range, messages: 0, edits: 0, deletes: 0 }))];
  const cells = stretches.map((stretch) => ({ key: stretch.fromSeq, kind: kindOf(stretch), title: `${rangeWords(stretch)}: ${contentWords(stretch)}` }));
  const gaps = [...strip.gaps, ...beyond];
  const hrefAt = (at: number) => formatRoute({ view: 'chats', page: 'chat', chat: chat.chatId, at });
  return {
    cells, note: noteOf(strip), summary: summaryOf(strip, gaps),
    legend: Object.entries(labels).flatMap(([name, label]) => cells.filter(({ kind }) => kind === name).slice(0, 1).map(({ kind }) => ({ kind, label }))),
    gaps: gaps.map((gap) => ({ words: rangeWords(gap), href: hrefAt(gap.toSeq + 1) })),
    ...(strip.fromSeq > 1 ? { earlierHref: hrefAt(strip.fromSeq - 1) } : {}),
    isMore: strip.gaps.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0) < strip.missing,
  };
}

function beyondOf(toSeq: number, { chat, log }: Pick<ChatLog, 'chat' | 'log'>): readonly SeqRange[] {
  const countedTo = Math.max(chat.lastSeq, log.knownSeq);
  return toSeq === log.lastSeq && countedTo > log.lastSeq ? [{ fromSeq: log.lastSeq + 1, toSeq: countedTo }] : [];
}

function missingOf({ fromSeq, toSeq, messages, edits, deletes }: LogStretch): number {
  return toSeq - fromSeq + 1 - messages - edits - deletes;
}

function kindOf(stretch: LogStretch): CellKind {
  if (missingOf(stretch) > 0) return 'missing';
  const kinds = (['message', 'edit', 'delete'] as const).filter((kind) => stretch[`${kind}s`] > 0);
  return kinds.length === 1 ? (kinds[0] ?? 'mixed') : 'mixed';
}

function contentWords(stretch: LogStretch): string {
  const parts = [[stretch.messages, 'message'], [stretch.edits, 'edit'], [stretch.deletes, 'delete'], [missingOf(stretch), 'missing', 'missing']] as const;
  return parts.filter(([count]) => count > 0).map(([count, one, many]) => plural(count, one, many)).join(', ');
}

function noteOf({ fromSeq, toSeq, stretches: [first] }: ChatLog['strip']): string {
  if (first === undefined) return 'no entry yet';
  const each = first.toSeq - first.fromSeq + 1;
  return `${rangeWords({ fromSeq, toSeq })} · a cell is ${each === 1 ? 'one number' : `${formatCount(each)} numbers`}`;
}

function summaryOf({ fromSeq, toSeq }: SeqRange, gaps: readonly SeqRange[]): string {
  if (toSeq === 0 && gaps.length === 0) return 'There is no entry yet.';
  const range = `Sequence from ${formatSeq(fromSeq)} to ${formatSeq(toSeq)}`;
  return gaps.length === 0 ? `${range}: no gap.` : `${range}: ${plural(gaps.length, 'gap')}, at ${gaps.map(rangeWords).join(', ')}.`;
}

/** `#7`, `#7 to #9` */
export function rangeWords({ fromSeq, toSeq }: SeqRange): string {
  return fromSeq === toSeq ? `#${formatSeq(fromSeq)}` : `#${formatSeq(fromSeq)} to #${formatSeq(toSeq)}`;
}
