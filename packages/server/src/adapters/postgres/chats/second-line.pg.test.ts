import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { sha256 } from '../../../compose/system.ts';
import { openTestLedger } from '../ledger/testing/test-ledger.ts';
import { type ChatCompanion, chatCompanion } from './companion.ts';
import { emptyChats, message, openChats, openTestChats, paid, wrongInChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(async () => {
  await emptyChats(database.pool);
  await using chats = openTestChats(database);
  await openChats(chats, ['c'], ['ann', 'bob']);
  await chats.store.send(message('ann', 1));
});
afterAll(() => database.close());

const again = (changed: object) => `insert into entry select (jsonb_populate_record(e, '${JSON.stringify(changed)}')).* from entry e where seq = 1`;

describe('what the database itself does not let pass', () => {
  test.each([
    ['another text', `update entry set text = 'never said that'`, '23001'],
    ['half an erasure', 'update entry set text = null', '23001'],
    ['another author', `update entry set user_id = 'bob', text = null, text_salt = null`, '23001'],
    ['a deleted entry', 'delete from entry', '23001'],
    ['a second entry under a number', again({ install_seq: 2 }), '23505'],
    ['a second entry under an identity', again({ seq: 2 }), '23505'],
    ['an edit of nothing', again({ seq: 2, install_seq: 2, kind: 'edit' }), '23514'],
    ['a chat id with a path in it', `insert into chat (tenant, chat, kind) values ('main', '../c', 'group')`, '23514'],
  ])('%s', async (_, statement, code) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code });
  });

  test('two edits could not both be the next version of a message', async () => {
    const edit = { kind: 'edit', target: 1, version: 2 };
    await database.pool.query(again({ ...edit, seq: 2, install_seq: 2 }));
    await expect(database.pool.query(again({ ...edit, seq: 3, install_seq: 3 }))).rejects.toMatchObject({ code: '23505', constraint: 'entry_version' });
  });

  test('a batch that finds a chat other than it had read it is undone', async () => {
    const { vote, write } = chatCompanion(sha256);
    const meddler: ChatCompanion = {
      vote,
      // On the connection of the batch itself, since the lock keeps everybody else away.
      async write(tx, tenant, riders) {
        await tx.query(`update chat set last_seq = last_seq + 1 where tenant = 'main' and chat = 'c'`);
        return await write(tx, tenant, riders);
      },
    };
    await using ledger = openTestLedger(database, { companion: meddler });
    const send = paid(message('ann', 2));
    await expect(ledger.store.submitWith(send.group, send)).rejects.toThrow('chat fence');
    await using chats = openTestChats(database);
    expect(await chats.store.range({ tenant: 'main', chat: 'c', fromSeq: 1, toSeq: 9, limit: 9 })).toHaveLength(1);
    expect(await wrongInChats(chats, database.pool)).toEqual([]);
  });
});
