import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { postgresChatAudit } from '../chat-recount.ts';
import { postgresConflictLog } from '../conflict-log.ts';
import { migrate } from '../migrate.ts';
import { migrationsFolder, readMigrations } from '../migration-files.ts';
import { message, openTestChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase({ empty: true }); });
afterAll(() => database.close());

test('chats from before the checksum get theirs, and go on from where they are', async () => {
  const migrations = await readMigrations(migrationsFolder);
  await migrate(database.url, migrations.filter(({ number }) => number < 10));
  await database.pool.query(`
    insert into chat (tenant, chat, kind, last_seq, messages, digest) values ('main', 'c', 'group', 1, 1, pg_catalog.sha256('c')), ('main', 'silent', 'group', 0, 0, decode(repeat('00', 32), 'hex'));
    insert into chat_member (tenant, chat, user_id, role) values ('main', 'c', 'ann', 'member');
    insert into entry (tenant, chat, seq, user_id, install, install_seq, kind, version, content_digest, digest, at) values ('main', 'c', 1, 'ann', 'phone', 1, 'message', 1, pg_catalog.sha256('text'), pg_catalog.sha256('c'), now())`);
  await migrate(database.url, migrations);
  expect((await postgresChatAudit(database.pool).compare(undefined, 10)).mismatches).toEqual([]);
  await using chats = openTestChats(database);
  expect(await chats.store.send(message('ann', 2))).toMatchObject({ kind: 'written', entry: { seq: 2 } });
  expect(await postgresConflictLog(database.pool).read({ tenant: 'main', limit: 9 })).toEqual([]);
});
