import { type Ban, type ChatStore, requireValidBan } from '@sora/core';
import { changedCount, type Queryable, selectAll, selectOne } from '../query.ts';

const columns = 'user_id as "userId", epoch_ms(until)::float8 as "untilMs", banned_by as "bannedBy", epoch_ms(at)::float8 as "atMs"';
const isInForce = '(until is null or until > clock_timestamp())';

export const banSql = `select ${columns} from chat_ban_user($1, $2, $3, $4, $5)`;
export const liftBanSql = `with lifted as (delete from chat_ban where tenant = $1 and chat = $2 and user_id = $3 returning *) select 1 from lifted where ${isInForce}`;
export const banOfSql = `select ${columns} from chat_ban where tenant = $1 and chat = $2 and user_id = $3 and ${isInForce}`;
export const bansSql = `select ${columns} from chat_ban where tenant = $1 and chat = $2 and user_id > $3 and ${isInForce} order by user_id limit $4`;

interface BanRow {
  readonly userId: string;
  readonly untilMs: number | null;
  readonly bannedBy: string | null;
  readonly atMs: number;
}

/** Who may not come into a chat. */
export function postgresBans(db: Queryable): Pick<ChatStore, 'ban' | 'liftBan' | 'banOf' | 'bans'> {
  return {
    async ban(tenant, chat, wish) {
      requireValidBan(wish);
      const row = await selectOne<BanRow>(db, banSql, [tenant, chat, wish.userId, wish.forMs ?? null, wish.bannedBy ?? null]);
      return row && banOfRow(row);
    },
    liftBan: async (tenant, chat, userId) => (await changedCount(db, liftBanSql, [tenant, chat, userId])) > 0,
    async banOf(tenant, chat, userId) {
      const row = await selectOne<BanRow>(db, banOfSql, [tenant, chat, userId]);
      return row && banOfRow(row);
    },
    bans: async ({ tenant, chat, afterUserId = '', limit }) => (await selectAll<BanRow>(db, bansSql, [tenant, chat, afterUserId, limit])).map(banOfRow),
  };
}

function banOfRow({ userId, untilMs, bannedBy, atMs }: BanRow): Ban {
  return { userId, atMs, untilMs: untilMs ?? undefined, bannedBy: bannedBy ?? undefined };
}
