import { getLiveRooms, getRecentChats } from '../../../api/chats-api.ts';
import { getConflictHistory } from '../../../api/conflicts.ts';
import { LiveRooms } from '../../../panels/chat-list/live-rooms.tsx';
import { RecentChats } from '../../../panels/chat-list/recent-chats.tsx';
import { LatestConflicts } from '../../../panels/conflicts/latest-conflicts.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { StaleBadge } from '../../../ui/stale-badge.tsx';
import { conflictsOf } from '../../conflict-scope.ts';
import { useResource } from '../../use-resource.ts';

const shownConflicts = 5;

/** What goes on in chats, and what was in conflict lately. */
export function ChatsOverview() {
  const rooms = useResource(getLiveRooms);
  const recent = useResource(getRecentChats);
  const conflicts = useResource(latestConflicts);
  return (
    <div className="page-overview">
      <div className="page-rail">
        <Frame resource={rooms} skeleton={<RowsSkeleton />}>{(page, stale) => <div><StaleBadge stale={stale} /><LiveRooms rooms={page.rooms} /></div>}</Frame>
        <Frame resource={recent} skeleton={<RowsSkeleton />}>{(page) => <RecentChats chats={page.chats} />}</Frame>
      </div>
      <Frame resource={conflicts} skeleton={<RowsSkeleton />}>{(page) => <LatestConflicts scope="chats" conflicts={page.conflicts} />}</Frame>
    </div>
  );
}

function latestConflicts(signal: AbortSignal) {
  return getConflictHistory({ types: conflictsOf.chats, limit: shownConflicts }, signal);
}
