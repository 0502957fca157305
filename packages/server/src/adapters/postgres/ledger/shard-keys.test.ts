import { describe, expect, test } from 'vitest';
import { migrationsFolder, readMigrations } from '../migration-files.ts';
import { eraseReceivedMemosSql, eraseSentMemosSql, latestPostingSql } from './erase-memos.ts';
import { accountsSql, accountSql, openAccountSql, releaseSql } from './read-accounts.ts';
import { readStateSql } from './read-state.ts';
import { openHoldsSql, postingsSql, timedOutHoldsSql, transferSql, underKeySql } from './read-transfers.ts';
import { missingKeys, primaryKeyOf, shardKeys, statementsOfFunctions } from './testing/missing-keys.ts';
import { writeAssumedSql } from './write-assumed.ts';
import { listHoldsSql, unlistHoldsSql } from './write-holds.ts';
import { writeRefusalsSql } from './write-refusals.ts';
import { writeTransfersSql } from './write-transfers.ts';

const migration = (await readMigrations(migrationsFolder)).find(({ name }) => name === 'ledger')?.sql ?? '';

const hot = Object.entries({
  writeTransfersSql, writeAssumedSql, readStateSql, writeRefusalsSql, listHoldsSql, unlistHoldsSql, postingsSql, transferSql, openHoldsSql, accountSql, accountsSql, openAccountSql,
  releaseSql, latestPostingSql, eraseSentMemosSql, eraseReceivedMemosSql,
});

describe('the ledger can be spread over machines', () => {
  test.each(Object.entries(shardKeys))('tenant and shard key lead the primary key of %s', (table, [shardKey]) => {
    expect(primaryKeyOf(migration, table).slice(0, 2)).toEqual(['tenant', shardKey]);
  });

  test.each(hot)('%s says of which tenant and which shard', (_, sql) => {
    expect(missingKeys(sql)).toEqual([]);
  });

  test('so does every statement of the functions', () => {
    const statements = statementsOfFunctions(migration);
    expect(statements.filter((statement) => /\bfrom (lane|account|transfer)\b/.test(statement)).length).toBeGreaterThanOrEqual(6);
    expect(statements.flatMap(missingKeys)).toEqual([]);
  });

  test('two look-ups are over everything, and none of them is on the way of a payment', () => {
    // With a payer it is one look-up; this is what it is without.
    expect(missingKeys(underKeySql.replace(' and ($4::text is null or a.account = $4)', ''))).toEqual(['"from account" names no shard key']);
    expect(missingKeys(timedOutHoldsSql)).toEqual(['"from open_hold" names no tenant', '"from open_hold" names no shard key']);
  });

  test.each([
    ['update account set balance = 0 where account = $1', ['"update account" names no tenant']],
    ['select * from transfer where tenant = $1 and key = $2', ['"from transfer" names no shard key']],
    ['insert into refusal (tenant, key) values ($1, $2)', ['"into refusal" names no shard key']],
    ['select (select count(*) from transfer) from account where tenant = $1 and account = $2', ['"from transfer" names no tenant', '"from transfer" names no shard key']],
  ])('a statement that does not is found: %s', (sql, findings) => {
    expect(missingKeys(sql)).toEqual(findings);
  });
});
