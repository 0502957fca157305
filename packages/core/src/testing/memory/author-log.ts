import type { AuthorLog } from '../../messages/author-log.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import type { Entry, EntryIdentity } from '../../messages/entry.ts';

type Place = Pick<EntryIdentity, 'install' | 'installSeq' | 'chat'>;

/** What these chats know of a user. */
export function memoryAuthorLog(chats: Pick<ChatStore, 'chats' | 'range'>): AuthorLog {
  const everything = async (tenant: string): Promise<readonly Entry[]> => {
    const all = await chats.chats({ tenant, prefix: '', limit: Infinity });
    return (await Promise.all(all.map(({ id, lastSeq }) => chats.range({ tenant, chat: id, fromSeq: 1, toSeq: lastSeq, limit: Infinity })))).flat();
  };
  return {
    async read({ tenant, userId, after, limit }) {
      const own = (await everything(tenant)).filter((entry) => entry.userId === userId && (after === undefined || inOrder(after, entry) < 0));
      return own.toSorted(inOrder).slice(0, limit);
    },
  };
}

function inOrder(a: Place, b: Place): number {
  if (a.install !== b.install) return a.install < b.install ? -1 : 1;
  return a.installSeq - b.installSeq || (a.chat < b.chat ? -1 : Number(a.chat > b.chat));
}
