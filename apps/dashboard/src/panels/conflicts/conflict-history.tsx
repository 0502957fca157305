import type { ConflictType } from '@sora/core';
import { useState, type ReactNode } from 'react';
import { getConflictHistory, type ConflictPage } from '../../api/conflicts.ts';
import type { MoneyUnit } from '../../api/money.ts';
import type { Problem } from '../../api/problem.ts';
import { OlderButton } from '../../ui/older-button.tsx';
import { StaleBadge } from '../../ui/stale-badge.tsx';
import { ConflictList } from './conflict-list.tsx';
import { withNewestConflicts, withOlderConflicts } from './conflict-pages.ts';
import { conflictView } from './conflict-view.ts';

interface Props {
  readonly newest: ConflictPage;
  readonly units: readonly MoneyUnit[];
  readonly types: readonly ConflictType[];
  readonly stale: string | undefined;
  /** What stands there while there is none: how to bring the first about. */
  readonly children: ReactNode;
}

export function ConflictHistory({ newest, units, types, stale, children }: Props) {
  const [read, setRead] = useState(newest);
  const [problem, setProblem] = useState<Problem>();
  const [merged, markMerged] = useState(newest);
  if (merged !== newest) {
    markMerged(newest);
    setRead(withNewestConflicts(read, newest));
  }

  async function loadOlder(beforeId: string): Promise<void> {
    const answer = await getConflictHistory({ beforeId, types });
    setProblem(answer.kind === 'problem' ? answer.problem : undefined);
    if (answer.kind === 'ok') setRead((before) => (before.nextBeforeId === beforeId ? withOlderConflicts(before, answer.value) : before));
  }

  return (
    <div className={stale === undefined ? undefined : 'stale'}>
      <StaleBadge stale={stale} />
      {read.conflicts.length === 0 && children}
      <ConflictList views={read.conflicts.map((row) => conflictView(row, units))} />
      <OlderButton cursor={read.nextBeforeId} problem={problem} load={loadOlder} what="conflicts" />
    </div>
  );
}
