import { conflictTypes } from '@sora/core';
import type { ConflictRow, MoneyUnit } from '../../api/money.ts';
import { accountLink, unitOfAccount, type AccountLink } from '../../ui/account-name.ts';
import type { Fact } from '../../ui/fact-value.tsx';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';
import { severityTone, titleOf, type Tone } from '../../ui/words.ts';
import { sideView, type Counting } from './side-view.ts';

export interface ConflictView {
  readonly id: string;
  readonly tone: Tone;
  readonly title: string;
  readonly at: string;
  readonly atIso: string;
  readonly subject: string;
  /** Present where the subject is an account. */
  readonly account?: AccountLink;
  readonly resolution: string;
  readonly sides: readonly SideView[];
  /** Indented JSON of all that was recorded. */
  readonly detail: string;
}

export interface SideView {
  readonly label: string;
  readonly facts: readonly Fact[];
}

/** Names that the ledger and the payments write into a conflict's detail, with what each side of it is called. */
const sides: readonly (readonly [name: string, label: string])[] = [
  ['repeat', 'Lost: the repeat'], ['refused', 'Lost: the other wish'], ['first', 'Won: the first one'],
  ['before', 'Lost: the account row'], ['after', 'Won: its postings'],
  ['sumOfPostings', 'Sum of its postings'], ['latestPosting', 'Latest posting'],
];

export function conflictView({ id, type, atMs, subject, resolution, detail }: ConflictRow, units: readonly MoneyUnit[]): ConflictView {
  const unit = unitOfAccount(subject);
  return {
    id, tone: severityTone(conflictTypes[type].severity), title: titleOf(type), subject, resolution,
    at: `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`, atIso: new Date(atMs).toISOString(),
    ...(unit === undefined ? {} : { account: accountLink(subject) }),
    sides: sidesOf(detail, { unit, units }),
    detail: JSON.stringify(detail, undefined, 2),
  };
}

/** What lost and what won, and before them whatever belongs to neither. */
function sidesOf(detail: ConflictRow['detail'], counting: Counting): readonly SideView[] {
  const found = sides.flatMap(([name, label]) => {
    const side = detail[name];
    return typeof side === 'object' && side !== null ? [{ label, facts: sideView(side, counting) }] : [];
  });
  const both = Object.fromEntries(Object.entries(detail).filter(([, value]) => typeof value !== 'object'));
  return Object.keys(both).length === 0 ? found : [{ label: 'About', facts: sideView(both, counting) }, ...found];
}
