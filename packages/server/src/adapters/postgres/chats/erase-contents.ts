import { changedCount, type Queryable } from '../query.ts';

/** Most texts that one statement removes, so that none of them takes long or locks much. */
const stride = 1_000;

// Found by the index of identities, which the user leads; changed by chat and number, as every other statement names an entry.
export const eraseContentsSql = `
  update entry set text = null, text_salt = null
  from (select chat, seq from entry where tenant = $1 and user_id = $2 and install_seq > 0 and text is not null limit $3) as written
  where entry.tenant = $1 and entry.chat = written.chat and entry.seq = written.seq and entry.text is not null`;

/** Removes texts of this user, at most so many; answers how many. Fewer than asked for: none is left. */
export async function eraseContents(db: Queryable, { tenant, userId, limit }: { readonly tenant: string; readonly userId: string; readonly limit: number }): Promise<number> {
  let erased = 0;
  while (erased < limit) {
    const asked = Math.min(stride, limit - erased);
    const changed = await changedCount(db, eraseContentsSql, [tenant, userId, asked]);
    erased += changed;
    if (changed < asked) break;
  }
  return erased;
}
