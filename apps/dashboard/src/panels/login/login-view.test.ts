import { expect, test } from 'vitest';
import { toProblem, unreachable } from '../../api/problem.ts';
import { loginView } from './login-view.ts';

test('without a session the page says in one line how to get in', () => {
  expect(loginView({ kind: 'signed-out' })).toMatchObject({ headline: 'Sign in with a link', command: 'npm run -s sora -- token link' });
});

test('a spent link is named, and the way to another stands beside it', () => {
  const problem = toProblem(410, { code: 'link-used', title: 'This login link was used or has expired' });
  expect(loginView({ kind: 'signed-out', problem })).toMatchObject({ headline: 'This login link was used or has expired', command: 'npm run -s sora -- token link' });
});

test('a server that is down asks nothing of the reader', () => {
  expect(loginView({ kind: 'unreachable', problem: unreachable }).command).toBeUndefined();
  expect(loginView({ kind: 'checking' }).command).toBeUndefined();
});
