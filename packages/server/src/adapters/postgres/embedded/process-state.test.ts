import { expect, test } from 'vitest';
import { isAlive, processState, recognise } from './process-state.ts';

const cluster = '/srv/my app/.sora/postgres';

test('the postmaster of a cluster is known by its command line, also with spaces in the path', () => {
  expect(recognise(`/opt/bin/postgres -D ${cluster} -p 5432 `, cluster)).toBe('postmaster');
});

test('the postmaster of another cluster, one of its backends and any other program are strangers', () => {
  expect(recognise('/opt/bin/postgres -D /srv/my app/.sora/postgres2 -p 5432 ', cluster)).toBe('other');
  expect(recognise('postgres: sora: checkpointer ', cluster)).toBe('other');
  expect(recognise('node server.js ', cluster)).toBe('other');
});

test('a process whose command line may not be read stays unknown', () => {
  expect(recognise(undefined, cluster)).toBe('unknown');
});

test('this very process is alive and a stranger; a process id beyond the range is gone', async () => {
  expect(await isAlive(process.pid)).toBe(true);
  expect(await processState(process.pid, cluster)).toBe('other');
  expect(await processState(2 ** 30, cluster)).toBe('gone');
});
