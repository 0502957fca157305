import { afterEach, expect, test, vi } from 'vitest';
import { ask } from './ask.ts';
import { unreachable } from './problem.ts';

afterEach(() => vi.unstubAllGlobals());

function serverAnswers(response: Response | Error) {
  const fetched = vi.fn(async () => {
    if (response instanceof Error) throw response;
    return response;
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('a value that was asked for comes back as it was sent', async () => {
  serverAnswers(Response.json({ name: 'Ada' }));
  expect(await ask('/getSession')).toEqual({ kind: 'ok', value: { name: 'Ada' } });
});

test('an empty answer is an answer', async () => {
  const fetched = serverAnswers(new Response(null, { status: 204 }));
  expect(await ask('/login', { method: 'POST', body: { code: 'abc' } })).toEqual({ kind: 'ok', value: undefined });
  expect(fetched).toHaveBeenCalledWith('/login', expect.objectContaining({ method: 'POST', body: '{"code":"abc"}', credentials: 'same-origin' }));
});

test('a refusal, a page of a proxy and silence are all problems, never exceptions', async () => {
  serverAnswers(Response.json({ code: 'link-used', title: 'This login link was used or has expired' }, { status: 410 }));
  expect(await ask('/login')).toMatchObject({ kind: 'problem', problem: { code: 'link-used', status: 410 } });
  serverAnswers(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect(await ask('/getSession')).toMatchObject({ kind: 'problem', problem: { status: 502, retryable: true } });
  serverAnswers(new TypeError('Failed to fetch'));
  expect(await ask('/getSession')).toEqual({ kind: 'problem', problem: unreachable });
});
