import { ChatsHead } from '../../../panels/chat-search/chats-head.tsx';
import type { ChatsRoute } from '../../chats-route.ts';
import { ChatConflictsPage } from './chat-conflicts-page.tsx';
import { ChatPage } from './chat-page.tsx';
import { ChatsOverview } from './chats-overview.tsx';
import { FindChatsPage } from './find-chats-page.tsx';

/** Chats, the proof that nothing of them is missing, who watches them, and what was in conflict. */
export function ChatsPage({ route }: { readonly route: ChatsRoute }) {
  return (
    <div className="parts-page">
      <ChatsHead route={route} />
      <Part route={route} />
    </div>
  );
}

function Part({ route }: { readonly route: ChatsRoute }) {
  switch (route.page) {
    case 'overview': return <ChatsOverview />;
    case 'chat': return <ChatPage id={route.chat} at={route.at} />;
    case 'find': return <FindChatsPage text={route.text} />;
    case 'conflicts': return <ChatConflictsPage type={route.type} />;
  }
}
