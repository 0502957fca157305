import { describe, expect, test } from 'vitest';
import type { ChatOverview } from '../../messages/chat-overview.ts';
import { genesisDigest } from '../../messages/entry-digest.ts';
import { deletion, edit, message, type OpenChatStore, withChat } from './chat-store-harness.ts';

export type OpenChatOverview = () => Promise<Awaited<ReturnType<OpenChatStore>> & {
  readonly overview: ChatOverview;
  /** Takes entries of the chat `c` away, as somebody with all rights on the rows could. */
  lose(seqs: readonly number[]): Promise<void>;
}>;

/** What every overview of chats must do. @param open chats as for their contract, and the overview of them */
export function chatOverviewContract(open: OpenChatOverview): void {
  const begin = async () => {
    const { overview, lose, ...harness } = await open();
    const world = await withChat(async () => harness);
    const strip = async (toSeq: number, numbers = 1_000, stretches = 100) => overview.strip({ tenant: 'main', chat: 'c', toSeq, numbers, stretches });
    return { ...world, overview, lose, strip };
  };

  describe('an overview of chats', () => {
    test('the chat with the latest entry comes first, one without entries goes by when it was made, and no other tenant’s is among them', async () => {
      const { store, overview, passTime } = await begin();
      await passTime(2);
      await store.create({ tenant: 'main', id: 'later', kind: 'room', owner: 'olga' });
      await store.create({ tenant: 'other', id: 'theirs', kind: 'room', owner: 'olga' });
      expect((await overview.recent('main', 9)).map(({ id }) => id)).toEqual(['later', 'c']);
      await passTime(2);
      await store.send(message());
      const [first, ...rest] = await overview.recent('main', 9);
      expect([first?.id, rest.length]).toEqual(['c', 1]);
      expect(first?.lastAtMs).toBe((await store.range({ tenant: 'main', chat: 'c', fromSeq: 1, toSeq: 1, limit: 1 }))[0]?.atMs);
      expect(await overview.recent('main', 1)).toHaveLength(1);
    });

    test('a log comes to what its head says, also where messages were changed and deleted; a chat that is not there has none', async () => {
      const { store, say, overview } = await begin();
      expect(await overview.log('main', 'c')).toMatchObject({ lastSeq: 0, digest: genesisDigest, messages: 0 });
      await say(['one', 'two'], 10);
      await store.send(edit());
      await store.send(deletion());
      const chat = await store.chat('main', 'c');
      expect(await overview.log('main', 'c')).toMatchObject({ chat, lastSeq: 4, digest: chat?.digest, messages: 1 });
      expect([await overview.log('main', 'nowhere'), await overview.log('other', 'c')]).toEqual([undefined, undefined]);
    });

    test('a strip has every number in its stretch, by kind, and as many numbers as were asked for', async () => {
      const { store, say, strip } = await begin();
      await say(['one', 'two', 'three'], 10);
      await store.send(edit());
      await store.send(deletion());
      const bare = { messages: 0, edits: 0, deletes: 0 };
      expect(await strip(5)).toEqual({
        fromSeq: 1, toSeq: 5, gaps: [], missing: 0,
        stretches: [1, 2, 3, 4, 5].map((seq) => ({ fromSeq: seq, toSeq: seq, ...bare, ...(seq < 4 ? { messages: 1 } : seq === 4 ? { edits: 1 } : { deletes: 1 }) })),
      });
      expect(await strip(5, 4, 2)).toEqual({ fromSeq: 2, toSeq: 5, gaps: [], missing: 0, stretches: [{ fromSeq: 2, toSeq: 3, messages: 2, edits: 0, deletes: 0 }, { fromSeq: 4, toSeq: 5, messages: 0, edits: 1, deletes: 1 }] });
      expect(await strip(0)).toEqual({ fromSeq: 1, toSeq: 0, gaps: [], missing: 0, stretches: [] });
    });

    test('what is missing is named, at the beginning, in the middle and at the end, and counted where it is too much to name', async () => {
      const { say, strip, lose } = await begin();
      await say(Array.from({ length: 60 }, () => 'Hello'));
      await lose([1, 30, 31, 60]);
      expect((await strip(60)).gaps).toEqual([{ fromSeq: 1, toSeq: 1 }, { fromSeq: 30, toSeq: 31 }, { fromSeq: 60, toSeq: 60 }]);
      expect(await strip(60, 31, 2)).toMatchObject({ fromSeq: 30, missing: 3, gaps: [{ fromSeq: 30, toSeq: 31 }, { fromSeq: 60, toSeq: 60 }], stretches: [{ messages: 14 }, { messages: 14 }] });
      await lose(Array.from({ length: 30 }, (_, n) => 2 * n + 1));
      const { gaps, missing } = await strip(60);
      expect([gaps.length, missing]).toEqual([20, 32]);
    });

    test('entries come newest first, with their versions and the size of their text, page by page, and never with the text', async () => {
      const { store, say, overview } = await begin();
      await say(['one', 'größer 🦊', 'three'], 10);
      await store.send(edit());
      await store.send(deletion({ target: 3 }));
      const page = await overview.entries({ tenant: 'main', chat: 'c', limit: 2 });
      expect(page).toMatchObject([{ seq: 5, kind: 'delete', target: 3, textBytes: undefined }, { seq: 4, kind: 'edit', target: 1, version: 2, textBytes: 11 }]);
      const rest = await overview.entries({ tenant: 'main', chat: 'c', beforeSeq: 4, limit: 9 });
      expect(rest).toMatchObject([
        { seq: 3, kind: 'message', userId: 'alice', latest: { version: 2, isDeleted: true } },
        { seq: 2, kind: 'message', textBytes: 13, latest: undefined },
        { seq: 1, kind: 'message', textBytes: 3, latest: { version: 2, isDeleted: false } },
      ]);
      expect(JSON.stringify([page, rest])).not.toMatch(/one|gr|again|three|salt/);
      await store.eraseContents('main', 'alice', 9);
      expect((await overview.entries({ tenant: 'main', chat: 'c', limit: 9 })).map(({ textBytes }) => textBytes)).toEqual([undefined, undefined, undefined, undefined, undefined]);
      expect(await overview.entries({ tenant: 'other', chat: 'c', limit: 9 })).toEqual([]);
    });

    test('members are counted by role, and those who run the chat are shown first', async () => {
      const { overview } = await begin();
      const { counts, isMore, shown } = await overview.members({ tenant: 'main', chat: 'c', limit: 3 });
      expect([counts, isMore]).toEqual([{ owner: 1, moderator: 1, member: 2 }, false]);
      expect(shown.map(({ userId, role }) => `${role} ${userId}`)).toEqual(['owner olga', 'moderator mona', 'member alice']);
      expect(await overview.members({ tenant: 'main', chat: 'nowhere', limit: 3 })).toEqual({ counts: { owner: 0, moderator: 0, member: 0 }, isMore: false, shown: [] });
    });
  });
}
