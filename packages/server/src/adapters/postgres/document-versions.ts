import type { Actor, DocumentKey, FieldVersion, Json, VersionQuery } from '@sora/core';
import { type Queryable, selectAll, selectOne } from './query.ts';

/** A row of `document_version`; the value as its canonical text, since a driver cannot tell JSON's null from none. */
interface VersionRow {
  readonly version: string;
  readonly field: string;
  readonly value: string;
  readonly stamp: string;
  readonly claimed: string;
  readonly based_on: string | null;
  readonly actor: Actor;
  readonly lost_to: string | null;
  readonly restores: string | null;
  readonly at_ms: string;
}

const columns = 'version, field, value::text as value, stamp, claimed, based_on, actor, lost_to, restores, epoch_ms(at) as at_ms';
const ofDocument = 'tenant = $1 and collection = $2 and document = $3';

// One field at a time, so that each is one look at the index; more than one row where an install stamped twice alike.
export const standingSql = `
  select ${columns} from document_version v
  where ${ofDocument} and field = any ($4::text[])
    and stamp = (select stamp from document_version s where s.tenant = v.tenant and s.collection = v.collection and s.document = v.document and s.field = v.field order by stamp desc limit 1)`;

export const claimedSql = `
  select ${columns} from document_version
  where ${ofDocument} and (field, claimed) in (select * from unnest($4::text[], $5::text[]))`;

export const pageSql = `
  select ${columns} from document_version
  where ${ofDocument} and ($5::text is null or field = $5) and ($6::bigint is null or version < $6) and (not $7 or lost_to is not null)
  order by version desc limit $4`;

export const oneSql = `select ${columns} from document_version where ${ofDocument} and version = $4`;

export const lossesSql = `select count(*)::int as losses from document_version where ${ofDocument} and lost_to is not null`;

/** Versions with the greatest stamp of each of these fields. */
export function readStanding(db: Queryable, key: DocumentKey, fields: readonly string[]): Promise<readonly FieldVersion[]> {
  return versions(db, standingSql, [...valuesOf(key), fields]);
}

/** Versions that claim one of these stamps. */
export function readClaimed(db: Queryable, key: DocumentKey, claims: readonly (readonly [field: string, stamp: string])[]): Promise<readonly FieldVersion[]> {
  return versions(db, claimedSql, [...valuesOf(key), claims.map(([field]) => field), claims.map(([, stamp]) => stamp)]);
}

export function readPage(db: Queryable, query: VersionQuery): Promise<readonly FieldVersion[]> {
  return versions(db, pageSql, [...valuesOf(query), query.limit, query.field ?? null, query.before ?? null, query.lostOnly === true]);
}

export async function readVersion(db: Queryable, key: DocumentKey, version: number): Promise<FieldVersion | undefined> {
  return (await versions(db, oneSql, [...valuesOf(key), version]))[0];
}

export async function countLosses(db: Queryable, key: DocumentKey): Promise<number> {
  return (await selectOne<{ readonly losses: number }>(db, lossesSql, valuesOf(key)))?.losses ?? 0;
}

export function valuesOf({ tenant, collection, id }: DocumentKey): readonly unknown[] {
  return [tenant, collection, id];
}

async function versions(db: Queryable, sql: string, values: readonly unknown[]): Promise<readonly FieldVersion[]> {
  return (await selectAll<VersionRow>(db, sql, values)).map(versionOf);
}

function versionOf(row: VersionRow): FieldVersion {
  return {
    field: row.field, version: Number(row.version), value: JSON.parse(row.value) as Json, stamp: row.stamp, claimed: row.claimed, basedOn: row.based_on ?? undefined,
    actor: row.actor, lostTo: numberOf(row.lost_to), restores: numberOf(row.restores), atMs: Number(row.at_ms),
  };
}

function numberOf(digits: string | null): number | undefined {
  return digits === null ? undefined : Number(digits);
}
