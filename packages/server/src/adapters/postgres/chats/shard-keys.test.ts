import { describe, expect, test } from 'vitest';
import { migrationsFolder, readMigrations } from '../migration-files.ts';
import { missingKeysOf, primaryKeyOf, type ShardKeys, statementsOfFunctions } from '../testing/missing-keys.ts';
import { banOfSql, bansSql, liftBanSql } from './bans.ts';
import { eraseContentsSql } from './erase-contents.ts';
import { membersAmongSql } from './members-among.ts';
import { chatSql, chatsOfSql, chatsSql, configureChatSql, createChatSql, headsPastSql } from './read-chats.ts';
import { cursorSql, cursorsSql, moveCursorSql } from './read-cursors.ts';
import { digestSql, entryOfIdentitySql, rangeSql } from './read-entries.ts';
import { memberSql, membersSql } from './read-members.ts';
import { writeEntriesSql } from './write-entries.ts';

const migrations = await readMigrations(migrationsFolder);
const sqlOf = (name: string) => migrations.find((migration) => migration.name === name)?.sql ?? '';

/** Everything of a chat lies where the chat is. */
const shardKeys: ShardKeys = { chat: ['chat'], chat_member: ['chat'], entry: ['chat'], chat_ban: ['chat'], chat_left: ['chat'] };

const hot = Object.entries({
  writeEntriesSql, createChatSql, chatSql, chatsOfSql, chatsSql, configureChatSql, headsPastSql, moveCursorSql, cursorSql, cursorsSql, rangeSql, digestSql, entryOfIdentitySql,
  memberSql, membersSql, membersAmongSql, banOfSql, bansSql, liftBanSql,
});

describe('chats can be spread over machines', () => {
  test.each(Object.keys(shardKeys))('tenant and chat lead the primary key of %s', (table) => {
    expect(primaryKeyOf(`${sqlOf('messages')}${sqlOf('chat_limits')}`, table).slice(0, 2)).toEqual(['tenant', 'chat']);
  });

  test.each(hot)('%s says of which tenant and which chat', (_, sql) => {
    expect(missingKeysOf(shardKeys, sql)).toEqual([]);
  });

  test.each(['chat_admit', 'chat_ban_user', 'chat_configure', 'chat_remove', 'chat_lock_and_read'])('so does every statement of %s', (name) => {
    const latest = migrations.map(({ sql }) => functionIn(sql, name)).findLast((body) => body !== '') ?? '';
    const statements = statementsOfFunctions(latest);
    expect(statements.filter((statement) => /\b(from|into|update) (chat|chat_member|chat_ban|entry)\b/.test(statement)).length).toBeGreaterThanOrEqual(2);
    expect(statements.flatMap((statement) => missingKeysOf(shardKeys, statement))).toEqual([]);
  });

  test('what a person wrote is looked for everywhere, which is not on the way of a message', () => {
    expect(missingKeysOf(shardKeys, eraseContentsSql)).toEqual(['"from entry" names no shard key']);
  });
});

/** The text that makes a function; empty where a migration does not. */
function functionIn(sql: string, name: string): string {
  return new RegExp(`create (?:or replace )?function ${name}\\([\\s\\S]*?\\$\\$[\\s\\S]*?\\$\\$`).exec(sql)?.[0] ?? '';
}
