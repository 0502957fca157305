import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type ChatMessage, chatView } from '../chats/chat-view.ts';
import type { ChatState, OpenedChat } from '../chats/open-chat.ts';
import type { Chats } from '../client/chats.ts';
import { useOutbox } from './use-outbox.ts';

export interface ChatOnScreen {
  /** What the chat's log says, then what waits here. */
  readonly messages: readonly ChatMessage[];
  /** Undefined while the copy on this device is being opened. */
  readonly state: ChatState | undefined;
}

/** A chat while it is on the screen: complete, live, and with what the user has written and nobody has acknowledged yet. */
export function useChat(chats: Chats | undefined, chatId: string): ChatOnScreen {
  const chat = useOpened(chats, chatId);
  const { items } = useOutbox(chatId);
  const subscribe = useCallback((listener: () => void) => chat?.subscribe(listener) ?? (() => {}), [chat]);
  const read = () => chat?.state;
  const state = useSyncExternalStore(subscribe, read, read);
  const messages = useMemo(() => chatView(state?.entries ?? [], items), [state, items]);
  return { messages, state };
}

function useOpened(chats: Chats | undefined, chatId: string): OpenedChat | undefined {
  const [opened, setOpened] = useState<{ readonly chatId: string; readonly chat: OpenedChat }>();
  useEffect(() => {
    let isGone = false;
    let mine: OpenedChat | undefined;
    void chats?.open(chatId).then((chat) => {
      if (isGone) return chat.close();
      mine = chat;
      setOpened({ chatId, chat });
    });
    return () => {
      isGone = true;
      mine?.close();
    };
  }, [chats, chatId]);
  // The one before is closed by now.
  return opened?.chatId === chatId ? opened.chat : undefined;
}
