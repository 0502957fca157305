import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'SORA_DISK_FULL'],
  ["EACCES: permission denied, mkdir '/srv/.sora'", 'SORA_NO_PERMISSION'],
  ["EROFS: read-only file system, mkdir '/srv/.sora'", 'SORA_NO_PERMISSION'],
  ['initdb: error: could not access directory "/root/x": Permission denied', 'SORA_NO_PERMISSION'],
  ['spawn /srv/native/bin/initdb ENOENT', 'SORA_POSTGRES_NOT_RUNNABLE'],
  ["/lib/libc.so.6: version `GLIBC_2.28' not found", 'SORA_POSTGRES_NOT_RUNNABLE'],
  ['PANIC: something nobody has seen before', 'SORA_POSTGRES_FAILED'],
])('%s is answered with %s', (text, code) => {
  const refused = explainFailure('Making the cluster', new Error(text));
  expect(refused.code).toBe(code);
  expect(refused.message).toContain(text);
  expect(refused.remedy).toMatch(/\.$/);
});

test('only the last lines of a long output are shown', () => {
  const refused = explainFailure('Starting', Array.from({ length: 50 }, (_, index) => `line ${index}.`).join('\n'));
  expect(refused.message).toContain('line 49.');
  expect(refused.message).not.toContain('line 5.');
});

test('a refusal that is explained already stays as it is', () => {
  const first = explainFailure('Starting', 'ENOSPC');
  expect(explainFailure('Starting again', first)).toBe(first);
});
