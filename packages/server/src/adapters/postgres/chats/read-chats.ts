import { type Chat, type ChatRole, type ChatStore, type NewChat, openChat, requireNoProblems, validateSlowMode } from '@sora/core';
import { type Queryable, selectAll, selectOne } from '../query.ts';
import { chatColumns, chatOf, type ChatRow } from './rows.ts';

// The owner comes with the chat: a chat that is there has its owner.
export const createChatSql = `
  with c as (
    insert into chat (tenant, chat, kind, slow_mode_ms) values ($1, $2, $3, $4) on conflict (tenant, chat) do nothing returning *
  ), owner as (
    insert into chat_member (tenant, chat, user_id, role) select tenant, chat, $5, 'owner' from c
  )
  select ${chatColumns} from c`;

export const chatSql = `select ${chatColumns} from chat c where c.tenant = $1 and c.chat = $2`;

export const chatsOfSql = `
  select ${chatColumns}, m.role, m.read_seq
  from chat_member m join chat c on c.tenant = m.tenant and c.chat = m.chat
  where m.tenant = $1 and m.user_id = $2 and m.read_seq >= 0 order by c.last_at desc, c.chat limit $3`;

// A chat's id is visible ASCII, so that nothing that begins with the prefix comes after the prefix and DEL.
export const chatsSql = `
  select ${chatColumns} from chat c
  where c.tenant = $1 and c.chat >= $2 and c.chat < $2 || chr(127) and c.chat > $3 order by c.chat limit $4`;

export const configureChatSql = `select ${chatColumns} from chat_configure($1, $2, $3, $4) c`;

export const headsPastSql = `
  select c.tenant, c.chat, c.last_seq::float8 as "lastSeq"
  from unnest($1::text[], $2::text[], $3::bigint[]) as known (tenant, chat, seq) join chat c on c.tenant = known.tenant and c.chat = known.chat
  where c.last_seq > known.seq`;

/** Everything about heads that needs no lane. */
export function postgresChats(db: Queryable): Pick<ChatStore, 'create' | 'chat' | 'chatsOf' | 'chats' | 'configure' | 'headsPast'> {
  const find = (tenant: string, id: string) => oneChat(db, chatSql, [tenant, id]);
  return {
    create: async (chat) => (await made(db, chat)) ?? (await find(chat.tenant, chat.id)) ?? gone(),
    chat: find,
    async chatsOf({ tenant, userId, limit }) {
      const rows = await selectAll<ChatRow & { readonly role: ChatRole; readonly read_seq: string }>(db, chatsOfSql, [tenant, userId, limit]);
      return rows.map((row) => ({ ...chatOf(row), role: row.role, readSeq: Number(row.read_seq) }));
    },
    async chats({ tenant, prefix, afterId = '', limit }) {
      return (await selectAll<ChatRow>(db, chatsSql, [tenant, prefix, afterId, limit])).map(chatOf);
    },
    async configure(tenant, id, { slowModeMs, isClosed }) {
      if (slowModeMs !== undefined) requireNoProblems(validateSlowMode(slowModeMs));
      return await oneChat(db, configureChatSql, [tenant, id, slowModeMs ?? null, isClosed ?? null]);
    },
    headsPast: (known) => selectAll(db, headsPastSql, [known.map(({ tenant }) => tenant), known.map(({ chat }) => chat), known.map(({ seq }) => seq)]),
  };
}

async function made(db: Queryable, chat: NewChat): Promise<Chat | undefined> {
  const { tenant, id, kind, slowModeMs } = openChat(chat, 0);
  return await oneChat(db, createChatSql, [tenant, id, kind, slowModeMs, chat.owner]);
}

async function oneChat(db: Queryable, sql: string, values: readonly unknown[]): Promise<Chat | undefined> {
  const row = await selectOne<ChatRow>(db, sql, values);
  return row && chatOf(row);
}

function gone(): never {
  throw new Error('A chat was there, and then it was not: chats are never deleted.');
}
