import { expect, test } from 'vitest';
import { type Fate, lostCommits } from './lost-commits.ts';
import { postgresMessages } from './postgres-messages.ts';

const message = (type: string, text = '') => {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(type.length + 4);
  head.write(type, 'latin1');
  head.writeInt32BE(4 + body.length, type.length);
  return Buffer.concat([head, body]);
};
const hello = message('', 'user sora');
const query = (sql: string) => [message('Q', sql)];
const execute = (name: string) => [message('P', name), message('B', `\0${name}`), message('E'), message('S')];
const done = (tag: string) => [message('C', tag), message('Z', 'I')];
const refusal = [message('E', 'ledger fence'), message('Z', 'I')];

/** What a client is told that said this and was answered so, when the answer to every commit is to be lost. */
function told(asked: readonly Buffer[], answered: readonly Buffer[]): readonly string[] {
  const commits = lostCommits(() => true);
  const seen: string[] = [];
  const note = (fate: Fate) => {
    if (fate.kind === 'pass') seen.push(...fate.messages.map((each) => each.toString('latin1', 0, 1)));
    if (fate.kind === 'cut') seen.push(fate.how);
  };
  const fromClient = postgresMessages(commits.asked, 1);
  const fromDatabase = postgresMessages((type, each) => { note(commits.answered(type, each)); });
  for (const each of [hello, ...asked]) fromClient(each);
  for (const each of [message('Z', 'I'), ...answered]) fromDatabase(each);
  return seen;
}

test('the answer to a COMMIT is lost once it is kept, and what was answered before it is told', () => {
  expect(told([...query('begin'), ...execute('ledger_write'), ...query('commit')], [...done('BEGIN'), ...done('INSERT 0 1'), ...done('COMMIT')])).toEqual(['Z', 'C', 'Z', 'C', 'Z', 'transaction']);
});

test('so is the answer to a statement that is its own transaction, though two are under way', () => {
  const behindAnother = [...execute('account_json'), ...execute('ledger_write_assumed')];
  expect(told(behindAnother, [...done('SELECT 1'), ...done('SELECT 1')])).toEqual(['Z', 'C', 'Z', 'statement']);
});

test('what was refused was not kept, and is told', () => {
  expect(told(execute('ledger_write_assumed'), refusal)).toEqual(['Z', 'E', 'Z']);
  expect(told(query('commit'), done('ROLLBACK'))).toEqual(['Z', 'C', 'Z']);
  expect(told([...execute('ledger_write_assumed'), ...execute('ledger_write_assumed')], [...refusal, ...done('SELECT 1')]), 'a refusal uses the fate up').toEqual(['Z', 'E', 'Z', 'C', 'Z']);
});

test('nothing else is touched', () => {
  expect(told([...query('select 1'), ...execute('ledger_write')], [...done('SELECT 1'), ...done('INSERT 0 1')])).toEqual(['Z', 'C', 'Z', 'C', 'Z']);
});

test.each([1, 2, 5, 1_000])('messages come whole, in whatever pieces of %i bytes the network brings them', (pieceBytes) => {
  const bytes = Buffer.concat([hello, ...execute('ledger_write_assumed'), ...query('commit')]);
  const types: string[] = [];
  const read = postgresMessages((type) => { types.push(type); }, 1);
  for (let at = 0; at < bytes.length; at += pieceBytes) read(bytes.subarray(at, at + pieceBytes));
  expect(types).toEqual(['', 'P', 'B', 'E', 'S', 'Q']);
});
