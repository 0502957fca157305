import {
  decideRestore, decideWrite, type Document, documentCollections, type DocumentKey, type DocumentStore, type DocumentWrite, type FieldOutcome, type FieldValue, requireDeclarable,
  requireValidWrite, type Restoration, standing, writeConflict, type WriteOutcome,
} from '@sora/core';
import type { Pool } from 'pg';
import { recordConflicts } from './conflict-log.ts';
import { appendVersions, lockDocument, openDocument } from './document-append.ts';
import { eraseDocuments } from './document-erase.ts';
import { countLosses, readClaimed, readPage, readStanding, readVersion } from './document-versions.ts';
import type { Queryable } from './query.ts';
import { inTransaction } from './transaction.ts';

/** @throws {RangeError} when a collection is declared that cannot be one */
export function postgresDocumentStore(pool: Pick<Pool, 'connect' | 'query'>): DocumentStore {
  requireDeclarable(documentCollections);
  return {
    read: (key) => read(pool, key),
    async write(write) {
      requireValidWrite(write);
      return await inTransaction(pool, (tx) => writeLocked(tx, write));
    },
    versions: (query) => readPage(pool, query),
    restore: (restoration) => inTransaction(pool, (tx) => restoreLocked(tx, restoration)),
    erase: (tenant, userId, limit) => eraseDocuments(pool, { tenant, userId, limit }),
  };
}

async function read(db: Queryable, { tenant, collection, id }: DocumentKey): Promise<Document> {
  const key = { tenant, collection, id };
  const stands = standing(await readStanding(db, key, Object.keys(documentCollections[collection].fields)));
  const fields = [...stands].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([field, { value, stamp, version }]): [string, FieldValue] => [field, { value, stamp, version }]);
  return { ...key, fields: Object.fromEntries(fields), losses: await countLosses(db, key) };
}

async function writeLocked(tx: Queryable, write: DocumentWrite): Promise<WriteOutcome> {
  const locked = await openDocument(tx, write);
  const current = [...standing(await readStanding(tx, write, Object.keys(write.fields))).values()];
  const known = await readClaimed(tx, write, Object.entries(write.fields).map(([field, { stamp }]) => [field, stamp]));
  const { added, races, outcome } = decideWrite({ ...locked, current, known }, write);
  const lost = races.map(({ loser }) => loser).filter(({ version }) => version <= locked.versions);
  await appendVersions(tx, write, { added, lost });
  await recordConflicts(tx, races.map((race) => writeConflict(write, race)));
  return outcome;
}

async function restoreLocked(tx: Queryable, restoration: Restoration): Promise<FieldOutcome | undefined> {
  const locked = await lockDocument(tx, restoration);
  const wanted = await readVersion(tx, restoration, restoration.version);
  if (locked === undefined || wanted === undefined) return undefined;
  const current = standing(await readStanding(tx, restoration, [wanted.field])).get(wanted.field) ?? wanted;
  const { added, outcome } = decideRestore({ ...locked, wanted, current }, restoration);
  await appendVersions(tx, restoration, { added: added === undefined ? [] : [added], lost: [] });
  return outcome;
}
