import { canonicalJson, type DocumentKey, type FieldVersion } from '@sora/core';
import { valuesOf } from './document-versions.ts';
import { changedCount, type Queryable, selectOne, toEpochMs } from './query.ts';

/** A document that this transaction has locked. */
export interface LockedDocument {
  /** Number of its latest version. */
  readonly versions: number;
  readonly nowMs: number;
}

/** Locks the document; undefined when there is none. What is read in later statements is what was committed before the lock was had. */
export async function lockDocument(tx: Queryable, key: DocumentKey): Promise<LockedDocument | undefined> {
  const row = await selectOne<{ readonly versions: string; readonly now_ms: number }>(tx, lockSql, valuesOf(key));
  return row && { versions: Number(row.versions), nowMs: Math.floor(row.now_ms) };
}

/** Locks the document, which is made if it is not there. @throws {SoraError} `not-found`: there is no such tenant */
export async function openDocument(tx: Queryable, key: DocumentKey): Promise<LockedDocument> {
  const there = await lockDocument(tx, key);
  if (there !== undefined) return there;
  await changedCount(tx, openSql, valuesOf(key));
  const opened = await lockDocument(tx, key);
  if (opened === undefined) throw new Error('A document that was just made is there.');
  return opened;
}

/** Adds versions, and notes as lost those that were there before. */
export async function appendVersions(tx: Queryable, key: DocumentKey, { added, lost }: { readonly added: readonly FieldVersion[]; readonly lost: readonly FieldVersion[] }): Promise<void> {
  if (added.length === 0) return;
  await changedCount(tx, appendSql, [...valuesOf(key), ...arraysOf(added)]);
  if (lost.length > 0) await changedCount(tx, loseSql, [...valuesOf(key), lost.map(({ version }) => version), lost.map(({ lostTo }) => lostTo)]);
}

export const lockSql = `
  select versions, ${toEpochMs('clock_timestamp()')} as now_ms from document
  where tenant = $1 and collection = $2 and document = $3 for no key update`;

export const openSql = 'insert into document (tenant, collection, document) values ($1, $2, $3) on conflict do nothing';

export const appendSql = `
  with numbered as (
    update document set versions = versions + cardinality($4::bigint[]) where tenant = $1 and collection = $2 and document = $3
  )
  insert into document_version (tenant, collection, document, version, field, value, stamp, claimed, based_on, actor, lost_to, restores, at)
  select $1, $2, $3, version, field, value, stamp, claimed, based_on, actor, lost_to, restores, to_timestamp(at_ms / 1000)
  from unnest($4::bigint[], $5::text[], $6::json[], $7::text[], $8::text[], $9::text[], $10::jsonb[], $11::bigint[], $12::bigint[], $13::float8[])
    as v (version, field, value, stamp, claimed, based_on, actor, lost_to, restores, at_ms)`;

export const loseSql = `
  update document_version v set lost_to = lost.lost_to from unnest($4::bigint[], $5::bigint[]) as lost (version, lost_to)
  where v.tenant = $1 and v.collection = $2 and v.document = $3 and v.version = lost.version`;

function arraysOf(added: readonly FieldVersion[]): readonly unknown[] {
  const column = (value: (version: FieldVersion) => unknown) => added.map((version) => value(version) ?? null);
  return [
    column(({ version }) => version), column(({ field }) => field), column(({ value }) => canonicalJson(value)), column(({ stamp }) => stamp), column(({ claimed }) => claimed),
    column(({ basedOn }) => basedOn), column(({ actor }) => JSON.stringify(actor)), column(({ lostTo }) => lostTo), column(({ restores }) => restores), column(({ atMs }) => atMs),
  ];
}
