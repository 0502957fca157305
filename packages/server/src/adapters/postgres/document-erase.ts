import { type Collections, documentCollections } from '@sora/core';
import { changedCount, type Queryable } from './query.ts';

/** Most rows that one statement removes, so that none of them takes long or locks much. */
const stride = 1_000;

const own = Object.values<Collections[string]>(documentCollections).filter(({ owner }) => owner === 'user').map(({ name }) => name);

const deleteSql = `
  delete from document_version using (
    select collection, version from document_version where tenant = $1 and collection = any ($2::text[]) and document = $3 limit $4
  ) as theirs
  where document_version.tenant = $1 and document_version.collection = theirs.collection and document_version.document = $3 and document_version.version = theirs.version`;

const unnameSql = `
  update document_version set actor = '{"kind": "user", "id": "erased"}'
  from (
    select collection, document, version from document_version
    where tenant = $1 and actor ->> 'kind' = 'user' and actor ->> 'id' = $3 and not (collection = any ($2::text[]) and document = $3) limit $4
  ) as theirs
  where document_version.tenant = $1 and document_version.collection = theirs.collection and document_version.document = theirs.document
    and document_version.version = theirs.version`;

/** Removes versions of a user's own documents, then the name from what they wrote to others; at most so many rows, and answers how many. */
export async function eraseDocuments(db: Queryable, { tenant, userId, limit }: { readonly tenant: string; readonly userId: string; readonly limit: number }): Promise<number> {
  let erased = 0;
  for (const sql of [deleteSql, unnameSql]) {
    while (erased < limit) {
      const asked = Math.min(stride, limit - erased);
      const changed = await changedCount(db, sql, [tenant, own, userId, asked]);
      erased += changed;
      if (changed < asked) break;
    }
  }
  return erased;
}
