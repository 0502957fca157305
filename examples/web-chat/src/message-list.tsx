import type { ChatMessage } from '@sora/client/chats';
import { useOutbox } from '@sora/client/react';
import { useEffect, useRef } from 'react';
import { useApp } from './app-context.ts';
import { waitingView } from './waiting-view.ts';

interface Shown {
  readonly messages: readonly ChatMessage[];
  readonly partials: Readonly<Record<string, string>>;
}

export function MessageList({ messages, partials }: Shown) {
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => { end.current?.scrollIntoView({ block: 'end' }); }, [messages.length]);
  return (
    <ol className="messages" aria-label="Messages" tabIndex={0}>
      {messages.map((message) => <Message key={message.seq ?? message.item?.id} message={message} />)}
      {Object.entries(partials).map(([reply, text]) => <li key={reply} className="partial">{text}</li>)}
      {messages.length === 0 && <li className="empty">Nothing was said here yet. Write the first message; it is kept even with the network cut.</li>}
      <li ref={end} aria-hidden />
    </ol>
  );
}

function Message({ message }: { readonly message: ChatMessage }) {
  const { userId } = useApp();
  const { seq, item, text, isDeleted, isEdited, isPaid } = message;
  return (
    <li className={message.userId === userId ? 'mine' : 'theirs'} data-seq={seq} data-state={item?.state.kind}>
      <span className="who">{message.userId}</span>
      <span className="text">{isDeleted ? 'deleted' : text}</span>
      <span className="state">{[isPaid ? 'paid' : '', isEdited ? 'edited' : '', item === undefined ? `#${seq}` : waitingView(item).words].filter((word) => word !== '').join(' · ')}</span>
      {item !== undefined && <WaitingActions item={item} />}
    </li>
  );
}

function WaitingActions({ item }: { readonly item: NonNullable<ChatMessage['item']> }) {
  const { confirm, discard } = useOutbox();
  const { confirmLabel } = waitingView(item);
  if (confirmLabel === undefined) return null;
  return (
    <span className="actions">
      <button type="button" onClick={() => { void confirm(item); }}>{confirmLabel}</button>
      <button type="button" onClick={() => { void discard(item); }}>Give up</button>
    </span>
  );
}
