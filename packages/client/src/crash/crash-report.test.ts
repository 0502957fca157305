import { expect, test } from 'vitest';
import { describeError, toFrameReport } from './crash-report.ts';

const nothing = { name: 'object', message: '', stack: '' };

test('an error is told by name, message and stack, scrubbed [MOB-1]', () => {
  const error = Object.assign(new TypeError('no "Jane"'), { stack: 'TypeError: no "Jane"\n    at f (a.js:1:2)' });
  expect(describeError(error)).toEqual({ name: 'TypeError', message: 'no [quoted]', stack: 'TypeError: no [quoted]\n    at f (a.js:1:2)' });
});

test('anything can be thrown: null, texts, frozen, cyclic and hostile things', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['message'] = cyclic;
  const hostile = new Proxy({}, { get: () => { throw new Error('hands off'); }, getPrototypeOf: () => { throw new Error('hands off'); }, ownKeys: () => { throw new Error('hands off'); } });
  expect(describeError(null)).toEqual({ name: 'null', message: '', stack: '' });
  expect(describeError(undefined)).toEqual({ name: 'undefined', message: '', stack: '' });
  expect(describeError(42n)).toEqual({ name: 'bigint', message: '', stack: '' });
  expect(describeError('lost "it"')).toEqual({ name: 'string', message: 'lost [quoted]', stack: '' });
  expect([describeError(cyclic), describeError(hostile), describeError(Object.create(null))]).toEqual([nothing, nothing, nothing]);
  expect(describeError(Object.freeze(new RangeError('deep'))).name).toBe('RangeError');
  expect(describeError(new Proxy(() => {}, { get: () => { throw new Error('hands off'); } }))).toEqual({ ...nothing, name: 'function' });
});

test('a message of ten megabytes is bounded', () => {
  expect(describeError(new Error('x y '.repeat(2_500_000))).message).toHaveLength(1_000);
});

test('as a frame report it keeps to what a server takes', () => {
  const report = { id: `${'b'.repeat(32)}-1`, kind: 'crash', name: 'Error', message: 'm', stack: '\u{1f388}'.repeat(1_500), where: 'w'.repeat(900), release: '1.0.0', attempt: 2, unsentBefore: 1 } as const;
  const { detail = {}, ...rest } = toFrameReport(report, 12);
  expect(rest).toEqual({ id: report.id, kind: 'crash', atMonoMs: 12, message: 'm' });
  expect(Object.keys(detail).length).toBeLessThanOrEqual(20);
  expect(Object.values(detail).every((value) => typeof value !== 'string' || value.length <= 500 && value.isWellFormed())).toBe(true);
  expect([1, 2, 3, 4, 5, 6].map((piece) => detail[`stack${piece}`]).join('')).toBe(report.stack);
});
