import { interactiveCall } from '../session/interactive-call.ts';
import { chatApi } from '../chats/chat-api.ts';
import { openChatLog } from '../chats/chat-log.ts';
import { openChat, type OpenedChat } from '../chats/open-chat.ts';
import { createLiveConnection, type LiveConnection } from '../live/live-connection.ts';
import { sha256 } from '../platforms/sha256.ts';
import type { StabilityClient } from './stability-client.ts';

/** The chats of an app: their copies on this device, made complete and followed live. */
export interface Chats {
  readonly live: LiveConnection;
  open(chatId: string): Promise<OpenedChat>;
  stop(): Promise<void>;
}

/** @param client what sends; the copies are kept in a file of their own, which may be thrown away at any time */
export async function createChats(client: StabilityClient): Promise<Chats> {
  const { session, openLiveSocket, platform } = client;
  const { monotonic, timers } = platform;
  const journal = await platform.openJournal('chats').then((opened) => opened.journal, () => platform.openMemory());
  const live = createLiveConnection({ ...platform, session, openSocket: openLiveSocket });
  const api = chatApi(interactiveCall(client));
  const stopListening = platform.device.onConnectivity((isOnline) => { if (isOnline) live.wake(); });
  return {
    live,
    open: async (chatId) => openChat({ chatId, log: await openChatLog(journal, chatId), api, live, monotonic, timers, sha256 }),
    async stop() {
      stopListening();
      live.stop();
      await journal.close();
    },
  };
}
