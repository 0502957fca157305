import { StabilityBoundary, SyncBanner } from '@sora/client/react';
import { useState } from 'react';
import { useApp } from './app-context.ts';
import { BadDay } from './bad-day.tsx';
import { ChatScreen } from './chat-screen.tsx';
import { rooms } from './rooms.ts';
import { Wallet } from './wallet.tsx';

export function ChatApp() {
  const { userId, client: { crash } } = useApp();
  const [chatId, setChatId] = useState<string>(rooms[0].chatId);
  const [breaks, setBreaks] = useState(0);
  return (
    <div className="app">
      <header>
        <strong>{userId}</strong>
        <SyncBanner isAlwaysShown />
        <Wallet />
      </header>
      <nav aria-label="Chats">
        {rooms.map((room) => (
          <button key={room.chatId} type="button" aria-current={room.chatId === chatId} onClick={() => { setChatId(room.chatId); }}>
            {room.title}
            <small>{room.about}</small>
          </button>
        ))}
        {crash.plan.step !== 'normal' && <p className="note">This start is a recovery ({crash.plan.step}).</p>}
      </nav>
      <StabilityBoundary chatId={chatId} resetKeys={[chatId]}>
        <ChatScreen chatId={chatId} breaks={breaks} />
      </StabilityBoundary>
      <BadDay onBreak={() => { setBreaks(breaks + 1); }} />
    </div>
  );
}
