import type { ConflictType } from '@sora/core';
import { useCallback } from 'react';
import type { Answer } from '../../../api/ask.ts';
import { joined } from '../../../api/joined.ts';
import { getConflictHistory, getUnits } from '../../../api/money-api.ts';
import type { ConflictPage, MoneyUnit } from '../../../api/money.ts';
import { ConflictFilter, ConflictMeaning } from '../../../panels/money-conflicts/conflict-filter.tsx';
import { ConflictHistory } from '../../../panels/money-conflicts/conflict-history.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { useResource } from '../../use-resource.ts';

interface Known {
  readonly page: ConflictPage;
  readonly units: readonly MoneyUnit[];
}

/** Everything that could not be true at once, and what became of it. */
export function ConflictsPage({ type }: { readonly type: ConflictType | undefined }) {
  const known = useResource(useCallback((signal: AbortSignal) => load(type, signal), [type]));
  return (
    <>
      <ConflictFilter chosen={type} />
      <ConflictMeaning key={type ?? 'all'} chosen={type} />
      <Frame resource={known} skeleton={<RowsSkeleton />}>
        {({ page, units }, stale) => <ConflictHistory key={type ?? 'all'} newest={page} units={units} type={type} stale={stale} />}
      </Frame>
    </>
  );
}

async function load(type: ConflictType | undefined, signal: AbortSignal): Promise<Answer<Known>> {
  const asked = [getConflictHistory(type === undefined ? {} : { type }, signal), getUnits(signal)] as const;
  return joined(await Promise.all(asked), ([page, units]) => ({ page, units }));
}
