import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { plainArray, rowArray, textArray } from './array-literal.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase({ empty: true }); });
afterAll(() => database.close());

const awkward = ['', ' ', 'null', 'NULL', '"', '\\', '\\"', '""', ',', '{}', '(,)', "'", '\n\t', 'a b', 'Grüße 👋', '\\x00', '%s $1 $&', '--'];

test('PostgreSQL reads back every text that went in', async () => {
  const { rows } = await database.pool.query('select $1::text[] as texts', [textArray([...awkward, undefined])]);
  expect(rows).toEqual([{ texts: [...awkward, null] }]);
});

test('numbers, truth values and what is not there come back as they were', async () => {
  const { rows } = await database.pool.query(`select to_json($1::bigint[])::text as numbers, $2::boolean[] as truths`, [plainArray([1, -2n, undefined, 9_223_372_036_854_775_807n]), plainArray([true, false])]);
  expect(rows).toEqual([{ numbers: '[1,-2,null,9223372036854775807]', truths: [true, false] }]);
});

test('so does every field of every row', async () => {
  await database.pool.query('create type note as (text text, number bigint, truth boolean, other text)');
  const notes = awkward.map((text, n) => [text, BigInt(n) - 9_223_372_036_854_775_807n, n % 2 === 0, n % 3 === 0 ? undefined : text]);
  const { rows } = await database.pool.query('select text, number, truth, other from unnest($1::note[])', [rowArray(notes)]);
  expect(rows).toEqual(notes.map(([text, number, truth, other]) => ({ text, number: String(number), truth, other: other ?? null })));
});
