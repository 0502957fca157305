import type { ConflictType } from '@sora/core';
import { useCallback } from 'react';
import type { Answer } from '../../../api/ask.ts';
import { getConflictHistory, type ConflictPage } from '../../../api/conflicts.ts';
import { joined } from '../../../api/joined.ts';
import { getUnits } from '../../../api/money-api.ts';
import type { MoneyUnit } from '../../../api/money.ts';
import { ConflictFilter, ConflictMeaning } from '../../../panels/conflicts/conflict-filter.tsx';
import { ConflictHistory } from '../../../panels/conflicts/conflict-history.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { conflictsOf } from '../../conflict-scope.ts';
import { useResource } from '../../use-resource.ts';

interface Known {
  readonly page: ConflictPage;
  readonly units: readonly MoneyUnit[];
}

/** Everything about money that could not be true at once, and what became of it. */
export function ConflictsPage({ type }: { readonly type: ConflictType | undefined }) {
  const known = useResource(useCallback((signal: AbortSignal) => load(type, signal), [type]));
  return (
    <>
      <ConflictFilter scope="money" chosen={type} />
      <ConflictMeaning scope="money" key={type ?? 'all'} chosen={type} />
      <Frame resource={known} skeleton={<RowsSkeleton />}>
        {({ page, units }, stale) => (
          <ConflictHistory key={type ?? 'all'} newest={page} units={units} types={typesOf(type)} stale={stale}>
            <p className="empty">None was found yet. Each one that SORA finds and resolves is kept here: try it by sending one <code>Idempotency-Key</code> with two different amounts.</p>
          </ConflictHistory>
        )}
      </Frame>
    </>
  );
}

async function load(type: ConflictType | undefined, signal: AbortSignal): Promise<Answer<Known>> {
  const asked = [getConflictHistory({ types: typesOf(type) }, signal), getUnits(signal)] as const;
  return joined(await Promise.all(asked), ([page, units]) => ({ page, units }));
}

function typesOf(type: ConflictType | undefined): readonly ConflictType[] {
  return type === undefined ? conflictsOf.money : [type];
}
