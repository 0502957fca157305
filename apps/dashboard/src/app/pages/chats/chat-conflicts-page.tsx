import type { ConflictType } from '@sora/core';
import { useCallback } from 'react';
import { getConflictHistory } from '../../../api/conflicts.ts';
import { ConflictFilter, ConflictMeaning } from '../../../panels/conflicts/conflict-filter.tsx';
import { ConflictHistory } from '../../../panels/conflicts/conflict-history.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { conflictsOf } from '../../conflict-scope.ts';
import { useResource } from '../../use-resource.ts';

/** Everything about chats and documents that could not be true at once, and what became of it. */
export function ChatConflictsPage({ type }: { readonly type: ConflictType | undefined }) {
  const known = useResource(useCallback((signal: AbortSignal) => getConflictHistory({ types: typesOf(type) }, signal), [type]));
  return (
    <>
      <ConflictFilter scope="chats" chosen={type} />
      <ConflictMeaning scope="chats" key={type ?? 'all'} chosen={type} />
      <Frame resource={known} skeleton={<RowsSkeleton />}>
        {(page, stale) => (
          <ConflictHistory key={type ?? 'all'} newest={page} units={[]} types={typesOf(type)} stale={stale}>
            <p className="empty">None was found yet. Two devices that write one field of <code>/v1/documents/chat-settings/CHAT</code> without having seen each other’s value bring the first one here, with the value that lost.</p>
          </ConflictHistory>
        )}
      </Frame>
    </>
  );
}

function typesOf(type: ConflictType | undefined): readonly ConflictType[] {
  return type === undefined ? conflictsOf.chats : [type];
}
