import { expect, test } from 'vitest';
import { parsePostmasterPid, withPid } from './postmaster-pid.ts';

const text = ['4711', '/var/lib/sora/ab/postgres', '1790000000', '5432', '', '127.0.0.1', '  5432001     98304', 'ready   ', ''].join('\n');

test('process, port and status are read from the lines where PostgreSQL writes them', () => {
  expect(parsePostmasterPid(text)).toEqual({ pid: 4711, port: 5432, status: 'ready' });
});

test('a file that PostgreSQL has only begun to write has no port and no status yet', () => {
  expect(parsePostmasterPid('4711\n/data\n')).toEqual({ pid: 4711, port: 0, status: 'unknown' });
});

test.each(['', '\0\0\0\0', '-1\n', 'ready'])('a file that a power cut garbled (%j) says nothing', (garbled) => {
  expect(parsePostmasterPid(garbled)).toBeUndefined();
});

test('another process in line 1 leaves the shared memory key where it was', () => {
  const changed = withPid(text, 99);
  expect(changed.split('\n')[0]).toBe('99');
  expect(changed.split('\n').slice(1)).toEqual(text.split('\n').slice(1));
});
