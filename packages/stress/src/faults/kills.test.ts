import { expect, test } from 'vitest';
import { createChecks } from '../checks.ts';
import { checkKills, type InflictedFault } from './kills.ts';

const server: InflictedFault = { fault: 'server', hit: 4, meanwhile: 9, silenceMs: 50, backMs: 900, survived: false };
const database: InflictedFault = { fault: 'database', hit: 4, meanwhile: 0, silenceMs: 500, backMs: 300, survived: true };

function failed(...faults: readonly InflictedFault[]): readonly string[] {
  const checks = createChecks(() => undefined);
  checkKills(checks, { name: 'kills', about: 'messages' }, faults);
  return checks.all.filter(({ ok }) => !ok).map(({ name }) => name);
}

test('faults that met work, and after which work went on, are as they should be', () => {
  expect(failed(server, database)).toEqual([]);
});

test('a fault that met nothing, one after which nothing was acknowledged, one during which nothing was, and a server that died of it are found', () => {
  expect(failed(server, { ...server, hit: 0 })).toEqual(['kills: every fault met messages that were under way']);
  expect(failed({ ...database, silenceMs: 60_000 })).toEqual(['kills: messages were acknowledged after every fault']);
  expect(failed({ ...server, meanwhile: 0 })).toEqual(['kills: while a server was away, the other one acknowledged messages']);
  expect(failed({ ...database, survived: false })).toEqual(['kills: the server processes outlived every death of the database']);
});
