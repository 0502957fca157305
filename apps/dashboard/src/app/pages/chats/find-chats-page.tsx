import { useCallback } from 'react';
import { findChats } from '../../../api/chats-api.ts';
import { FoundChats } from '../../../panels/chat-found/found-chats.tsx';
import { foundChatsView, type FoundChatsView } from '../../../panels/chat-found/found-view.ts';
import { Frame } from '../../../ui/frame.tsx';
import { RowsSkeleton } from '../../../ui/skeleton.tsx';
import { useResource } from '../../use-resource.ts';
import { ChatPage } from './chat-page.tsx';

/** Chats whose id begins with a text; the one that is called so is opened at once. */
export function FindChatsPage({ text }: { readonly text: string }) {
  const found = useResource(useCallback((signal: AbortSignal) => findChats(text, signal), [text]));
  return <Frame resource={found} skeleton={<RowsSkeleton />}>{(value, stale) => <Found view={foundChatsView(text, value)} stale={stale} />}</Frame>;
}

function Found({ view, stale }: { readonly view: FoundChatsView; readonly stale: string | undefined }) {
  return (
    <>
      <FoundChats view={view} stale={stale} />
      {view.exact !== undefined && <div className="found-chat"><ChatPage id={view.exact} /></div>}
    </>
  );
}
