import type { ChatStore, Entry } from '@sora/core';
import { fakeClock, memoryChatStore, toySha256 } from '@sora/core/testing';
import type { Asked, ChatApi } from '../chats/chat-api.ts';
import type { ChatEntry } from '../chats/chat-entry.ts';

const tenant = 'main';
export const chatId = 'book-club';

/** A chat on a server, with the real decisions and digests, and what was asked of it. */
export interface ServedChat {
  readonly api: ChatApi;
  /** Writes a message of this user. */
  say(text: string): Promise<ChatEntry>;
  /** Entries as a server sends them. */
  entries(fromSeq: number): Promise<readonly ChatEntry[]>;
  /** Rows and digests that were sent. */
  readonly asked: { rows: number; digests: number };
  /** Answers of the server from now on; undefined for its own. */
  failWith(failure: Exclude<Asked<never>, { kind: 'answered' }> | undefined): void;
}

export async function servedChat(said: number): Promise<ServedChat> {
  const ledger = { submit: async () => Promise.reject(new Error('Nothing is paid here.')) };
  const store = memoryChatStore({ clock: fakeClock(1_000_000), sha256: toySha256, tenants: new Set([tenant]), ledger });
  await store.create({ tenant, id: chatId, kind: 'group', owner: 'alice' });
  let installSeq = 0;
  let failure: Exclude<Asked<never>, { kind: 'answered' }> | undefined;
  const asked = { rows: 0, digests: 0 };
  const say = async (text: string): Promise<ChatEntry> => {
    const outcome = await store.send({ tenant, chat: chatId, userId: 'alice', install: 'elsewhere', installSeq: (installSeq += 1), kind: 'message', content: { text, salt: 'ab'.repeat(16) } });
    if (outcome.kind !== 'written') throw new Error(`Not written: ${outcome.kind}`);
    return wireEntry(outcome.entry);
  };
  const entries = (fromSeq: number, toSeq = 1e9) => readEntries(store, fromSeq, toSeq);
  for (let message = 1; message <= said; message++) await say(`message ${message}`);
  return {
    say,
    entries,
    asked,
    failWith: (next) => { failure = next; },
    api: {
      async digest(chat, atSeq) {
        if (failure !== undefined) return failure;
        asked.digests += 1;
        const digest = await store.digest(tenant, chat, atSeq);
        return digest === undefined ? { kind: 'refused', code: 'unknown-message' } : { kind: 'answered', value: digest };
      },
      async page(_chat, { fromSeq, toSeq }) {
        if (failure !== undefined) return failure;
        const page = await entries(fromSeq, toSeq);
        asked.rows += page.length;
        return { kind: 'answered', value: { tenant, lastSeq: said, entries: page } };
      },
    },
  };
}

async function readEntries(store: ChatStore, fromSeq: number, toSeq: number): Promise<readonly ChatEntry[]> {
  return (await store.range({ tenant, chat: chatId, fromSeq, toSeq, limit: 500 })).map(wireEntry);
}

/** Through JSON, as it comes. */
function wireEntry({ tenant: _tenant, chat: _chat, content, ai: _ai, ...entry }: Entry): ChatEntry {
  return JSON.parse(JSON.stringify({ ...entry, ...content })) as ChatEntry;
}
