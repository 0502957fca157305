import { useChat } from '@sora/client/react';
import { useEffect, useState } from 'react';
import { useApp } from './app-context.ts';
import { MessageList } from './message-list.tsx';
import { MessageComposer } from './message-composer.tsx';
import { creator, rooms } from './rooms.ts';

export function ChatScreen({ chatId, breaks }: { readonly chatId: string; readonly breaks: number }) {
  const { chats, call, userId } = useApp();
  const [breaksBefore] = useState(breaks);
  const { messages, state } = useChat(chats, chatId);
  const room = rooms.find((each) => each.chatId === chatId);
  const price = userId === creator ? undefined : room?.price;
  useEffect(() => {
    if (room?.kind === 'room') void call({ method: 'POST', path: `/v1/chats/${chatId}/join`, body: {} });
  }, [call, chatId, room]);
  if (breaks > breaksBefore) throw new Error('This screen was broken on purpose.');
  return (
    <main className="chat">
      <p className="facts">
        <span>{state?.entries.length ?? 0} entries here</span>
        <span>{state?.isFresh === true ? 'complete, proven by the digest' : 'being made complete'}</span>
        {state?.viewers !== undefined && <span>{state.viewers} watching</span>}
      </p>
      <MessageList messages={messages} partials={state?.partials ?? {}} />
      <MessageComposer chatId={chatId} price={price} />
    </main>
  );
}
