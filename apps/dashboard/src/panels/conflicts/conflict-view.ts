import { conflictTypes } from '@sora/core';
import type { ConflictRow } from '../../api/conflicts.ts';
import type { LostValue } from '../../api/documents-api.ts';
import type { MoneyUnit } from '../../api/money.ts';
import { conflictsOf } from '../../app/conflict-scope.ts';
import { unitOfAccount } from '../../ui/account-name.ts';
import type { Fact } from '../../ui/fact-value.tsx';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';
import { severityTone, titleOf, type Tone } from '../../ui/words.ts';
import { conflictSubject, type ConflictSubject } from './conflict-subject.ts';
import { lostValueOf } from './lost-value.ts';
import { sideView, type Counting } from './side-view.ts';

export interface ConflictView {
  readonly id: string;
  readonly tone: Tone;
  readonly title: string;
  readonly at: string;
  readonly atIso: string;
  readonly subject: string;
  /** Present where a page shows the subject. */
  readonly about?: ConflictSubject;
  readonly resolution: string;
  readonly sides: readonly SideView[];
  /** Present where a losing value is kept. */
  readonly lost?: LostValue;
  /** Indented JSON of all that was recorded. */
  readonly detail: string;
}

export interface SideView {
  readonly label: string;
  readonly facts: readonly Fact[];
}

/** Names that whoever resolves writes into a conflict's detail, with what each side of it is called. */
type SideNames = readonly (readonly [name: string, label: string])[];
const ofMoney: SideNames = [
  ['repeat', 'Lost: the repeat'], ['refused', 'Lost: the other wish'], ['first', 'Won: the first one'],
  ['before', 'Lost: the account row'], ['after', 'Won: its postings'],
  ['sumOfPostings', 'Sum of its postings'], ['latestPosting', 'Latest posting'],
];
const ofChats: SideNames = [
  ['losing', 'Lost: the earlier write'], ['winning', 'Won: the later write'],
  ['before', 'Lost: the head of the chat'], ['after', 'Won: its entries'], ['head', 'The head of the chat'],
];

export function conflictView(row: ConflictRow, units: readonly MoneyUnit[]): ConflictView {
  const { id, type, atMs, subject, resolution, detail } = row;
  const [about, lost] = [conflictSubject(type, subject), lostValueOf(row)];
  return {
    id, tone: severityTone(conflictTypes[type].severity), title: titleOf(type), subject, resolution,
    at: `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`, atIso: new Date(atMs).toISOString(),
    ...(about === undefined ? {} : { about }),
    ...(lost === undefined ? {} : { lost }),
    sides: sidesOf(detail, { unit: unitOfAccount(subject), units }, conflictsOf.chats.includes(type) ? ofChats : ofMoney),
    detail: JSON.stringify(detail, undefined, 2),
  };
}

/** What lost and what won, and before them whatever belongs to neither. */
function sidesOf(detail: ConflictRow['detail'], counting: Counting, sides: SideNames): readonly SideView[] {
  const found = sides.flatMap(([name, label]) => {
    const side = detail[name];
    return typeof side === 'object' && side !== null ? [{ label, facts: sideView(side, counting) }] : [];
  });
  const both = Object.fromEntries(Object.entries(detail).filter(([, value]) => typeof value !== 'object'));
  return Object.keys(both).length === 0 ? found : [{ label: 'About', facts: sideView(both, counting) }, ...found];
}
