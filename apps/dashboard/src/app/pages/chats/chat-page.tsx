import { useCallback } from 'react';
import { getChatEntries, getChatLog, getConflictsOfChat } from '../../../api/chats-api.ts';
import { joined } from '../../../api/joined.ts';
import { ChatPanels } from '../../../panels/chat/chat-panels.tsx';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { useMayOperate } from '../../use-may-operate.ts';
import { useResource } from '../../use-resource.ts';

/** One chat with its log. @param at entries from this number down; undefined for the newest */
export function ChatPage({ id, at }: { readonly id: string; readonly at?: number | undefined }) {
  const load = useCallback(async (signal: AbortSignal) => {
    const entries = getChatEntries({ chatId: id, ...(at === undefined ? {} : { before: at + 1 }) }, signal);
    const asked = [getChatLog(id, at, signal), entries, getConflictsOfChat(id, signal)] as const;
    return joined(await Promise.all(asked), ([facts, page, conflicts]) => ({ facts, page, conflicts }));
  }, [id, at]);
  const known = useResource(load);
  const mayRecount = useMayOperate();
  return (
    <Frame resource={known} skeleton={<RowsSkeleton />}>
      {({ facts, page, conflicts }, stale) => <ChatPanels facts={facts} entries={page} conflicts={conflicts} at={at} mayRecount={mayRecount} stale={stale} />}
    </Frame>
  );
}
