import { describe, expect, test } from 'vitest';
import type { AuthorLog } from '../../messages/author-log.ts';
import { edit, message, type OpenChatStore, withChat } from './chat-store-harness.ts';

/** What every author log must do. @param open chats as for their contract, and the log over them */
export function authorLogContract(open: () => Promise<Awaited<ReturnType<OpenChatStore>> & { readonly authors: AuthorLog }>): void {
  describe('an author log', () => {
    test('has what a user wrote in every chat, also those they left, page by page, and nothing of anybody else', async () => {
      const { authors, ...harness } = await open();
      const { store } = await withChat(async () => harness);
      await store.create({ tenant: 'main', id: 'd', kind: 'group', owner: 'alice' });
      await store.create({ tenant: 'other', id: 'c', kind: 'group', owner: 'alice' });
      const sends = [message({ install: 'b', installSeq: 2 }), message({ install: 'a', installSeq: 10 }), message({ install: 'a', installSeq: 9 }), message({ install: 'a', installSeq: 9, chat: 'd' }), message({ userId: 'bob' }), edit({ install: 'c', installSeq: 1 }), message({ tenant: 'other', install: 'z' })];
      for (const send of sends) await store.send(send);
      await store.remove('main', 'c', 'alice');
      const first = await authors.read({ tenant: 'main', userId: 'alice', limit: 3 });
      const last = first.at(-1);
      if (last === undefined) throw new Error('There is no first page.');
      const second = await authors.read({ tenant: 'main', userId: 'alice', limit: 3, after: last });
      expect([first, second].map((page) => page.map(({ install, installSeq, chat, kind }) => `${install} ${installSeq} ${chat} ${kind}`))).toEqual([
        ['a 9 c message', 'a 9 d message', 'a 10 c message'], ['b 2 c message', 'c 1 c edit'],
      ]);
      expect(await store.range({ tenant: 'main', chat: 'c', fromSeq: 1, toSeq: 1, limit: 1 })).toEqual([second[0]]);
      expect(await authors.read({ tenant: 'main', userId: 'nobody', limit: 9 })).toEqual([]);
    });
  });
}
