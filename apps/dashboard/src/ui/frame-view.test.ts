import { expect, test } from 'vitest';
import { toProblem, unreachable } from '../api/problem.ts';
import { received, refused, untouched } from '../api/resource.ts';
import { formatClockSeconds } from './format.ts';
import { frameView } from './frame-view.ts';

const atMs = Date.UTC(2026, 10, 23, 12, 3, 10);
const good = received(1, atMs);
const broken = refused(good, unreachable, { nowMs: atMs, random: 0.5 });

test('nothing known yet is loading, not empty', () => {
  expect(frameView(untouched, 'connecting', atMs)).toEqual({ kind: 'loading' });
});

test('fresh numbers carry no badge', () => {
  expect(frameView(good, 'open', atMs + 20_000)).toEqual({ kind: 'shown' });
});

test('numbers older than 35 s, or without a stream, say since when', () => {
  const since = formatClockSeconds(atMs);
  expect(frameView(good, 'open', atMs + 36_000)).toEqual({ kind: 'shown', stale: `as of ${since}, reading again` });
  expect(frameView(good, 'down', atMs + 1_000)).toEqual({ kind: 'shown', stale: `as of ${since}, reconnecting` });
});

test('a failed load never takes the last good number away', () => {
  expect(frameView(broken, 'open', atMs)).toMatchObject({ kind: 'shown', stale: expect.stringContaining('as of') });
});

test('a first load that failed says what happened, what to do and when it tries again', () => {
  const never = refused(untouched, unreachable, { nowMs: atMs, random: 0.5 });
  expect(frameView(never, 'down', atMs)).toEqual({ kind: 'failed', headline: 'SORA does not answer.', next: 'See if the server is running. This page keeps trying. Trying again in 1 s.' });
});

test('advice for programs is not given to a person whose page follows it by itself', () => {
  const outage = toProblem(503, { title: 'The database does not answer', retryable: true, retryAfterMs: 5_000, remedy: 'Send it again after the time in "Retry-After".' });
  const waiting = refused(untouched, outage, { nowMs: atMs, random: 0.5 });
  expect(frameView(waiting, 'open', atMs)).toEqual({ kind: 'failed', headline: 'The database does not answer.', next: 'Trying again in 5 s.' });
});
