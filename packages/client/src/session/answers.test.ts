import { expect, test } from 'vitest';
import { answered, unanswered } from '../testing/scripted-transport.ts';
import { judgeAnswer } from './answers.ts';

const problem = (code: string) => ({ code, title: 'A title', detail: 'What happened.' });

test.each([408, 425, 429, 500, 502, 503, 504])('a %i is tried again later, and Retry-After is kept', (status) => {
  expect(judgeAnswer(answered(status, problem('overloaded'), 7_000))).toMatchObject({ kind: 'later', retryAfterMs: 7_000 });
});

test('no answer leaves open whether it happened; a refusal for being too many does not', () => {
  expect(judgeAnswer(unanswered)).toMatchObject({ kind: 'later' });
  expect(judgeAnswer(answered(503, undefined))).toMatchObject({ kind: 'later' });
  expect(judgeAnswer(answered(429, problem('rate-limited')))).toMatchObject({ kind: 'later' });
});

test.each([[200, '<html>'], [200, undefined], [302, undefined], [403, undefined], [404, { message: 'no code' }], [401, undefined]])('a %i that is not our server’s, as a captive portal gives it, decides nothing', (status, body) => {
  expect(judgeAnswer(answered(status, body)).kind).toBe('later');
});

test('our server’s own refusal is for good, with its code and sentence', () => {
  expect(judgeAnswer(answered(403, problem('not-a-member')))).toMatchObject({ kind: 'refused', status: 403, code: 'not-a-member', detail: 'What happened.' });
  expect(judgeAnswer(answered(401, problem('unauthenticated'))).kind).toBe('unauthenticated');
});

test('any object with a status of success is an answer', () => {
  expect(judgeAnswer(answered(201, { a: 1 }))).toEqual({ kind: 'ok', body: { a: 1 } });
});
