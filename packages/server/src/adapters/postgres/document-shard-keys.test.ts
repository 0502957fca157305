import { describe, expect, test } from 'vitest';
import { appendSql, lockSql, loseSql, openSql } from './document-append.ts';
import { claimedSql, lossesSql, oneSql, pageSql, standingSql } from './document-versions.ts';
import { migrationsFolder, readMigrations } from './migration-files.ts';
import { missingKeysOf, primaryKeyOf, type ShardKeys } from './testing/missing-keys.ts';

const migration = (await readMigrations(migrationsFolder)).find(({ name }) => name === 'documents')?.sql ?? '';

/** Everything of a document lies where it is. */
const shardKeys: ShardKeys = { document: ['document'], document_version: ['document'] };

describe('documents can be spread over machines', () => {
  test.each(Object.keys(shardKeys))('tenant, collection and document lead the primary key of %s', (table) => {
    expect(primaryKeyOf(migration, table).slice(0, 3)).toEqual(['tenant', 'collection', 'document']);
  });

  test.each(Object.entries({ lockSql, openSql, appendSql, loseSql, standingSql, claimedSql, pageSql, oneSql, lossesSql }))('%s says of which tenant and which document', (_, sql) => {
    expect(sql).toMatch(/\bdocument(_version)?\b/);
    expect(missingKeysOf(shardKeys, sql)).toEqual([]);
  });
});
