import { isProblem, SoraError } from '@sora/core';
import { expect, test } from 'vitest';
import { mapDatabaseError } from './database-error.ts';

const withCode = (code: string, message = 'told by a test') => Object.assign(new Error(message), { code });

test.each(['ECONNREFUSED', 'ECONNRESET', '08006', '57P01', '57P02', '57P03', '53300', '53100', '25006', '57014'])('%s means that the database is unavailable, with the cause kept', (code) => {
  const cause = withCode(code);
  const mapped = mapDatabaseError(cause);
  expect(isProblem(mapped, 'database-unavailable')).toBe(true);
  expect(mapped).toMatchObject({ cause, retryable: true });
});

test.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])('so does "%s", which has no code', (message) => {
  expect(isProblem(mapDatabaseError(new Error(message)), 'database-unavailable')).toBe(true);
});

test('so do failures on every address of a host name, but not when one of them is something else', () => {
  expect(isProblem(mapDatabaseError(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])), 'database-unavailable')).toBe(true);
  expect(mapDatabaseError(new AggregateError([withCode('ECONNREFUSED'), withCode('42601')]))).toBeInstanceOf(AggregateError);
});

test('a full disk says so', () => {
  expect(mapDatabaseError(withCode('53100'))).toMatchObject({ detail: 'The disk of the database is full.' });
});

test.each([withCode('23505'), withCode('42P01'), new Error('a bug of ours'), 'not even an error', new SoraError('not-found')])('%s passes as it came', (error) => {
  expect(mapDatabaseError(error)).toBe(error);
});
