import { expect, test } from 'vitest';
import { toProblem } from './problem.ts';

test('a refusal keeps its code, its sentences and when to come back', () => {
  const body = { type: 'about:blank', title: 'The database does not answer', status: 503, code: 'database-unavailable', retryable: true, retryAfterMs: 2000, remedy: 'Wait.' };
  expect(toProblem(503, body)).toEqual({ code: 'database-unavailable', status: 503, title: 'The database does not answer', retryable: true, retryAfterMs: 2000, remedy: 'Wait.' });
});

test('an answer that is no problem document becomes one, retryable only where the server failed', () => {
  expect(toProblem(502, undefined)).toEqual({ code: 'http-502', status: 502, title: 'The server answered with status 502', retryable: true });
  expect(toProblem(404, 'nothing here').retryable).toBe(false);
});
