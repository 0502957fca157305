import { expect, test, vi } from 'vitest';
import type { Answer } from './ask.ts';
import { toProblem, unreachable } from './problem.ts';
import { createSessionStore, loginCode } from './session-store.ts';
import type { Session } from './sora-api.ts';

const session: Session = { name: 'Ada', role: 'admin', tenant: 'main', product: { version: '0.1.0', region: 'local', nodeId: 'n1' } };
const nothing: Answer<undefined> = { kind: 'ok', value: undefined };
const refusal = (status: number, code: string): Answer<never> => ({ kind: 'problem', problem: toProblem(status, { code }) });

function doors(answers: { readonly login?: Answer<undefined>; readonly session?: Answer<Session> }) {
  return {
    login: vi.fn(async () => answers.login ?? nothing),
    logout: vi.fn(async () => nothing),
    getSession: vi.fn(async () => answers.session ?? ({ kind: 'ok', value: session } as const)),
  };
}

test('a login link is spent once, then the page knows who is looking', async () => {
  const server = doors({});
  const store = createSessionStore(server);
  await store.start('CODE');
  expect(server.login).toHaveBeenCalledExactlyOnceWith('CODE');
  expect(store.state.get()).toEqual({ kind: 'signed-in', session });
});

test('a spent link is shown as what it is, and nobody is signed in', async () => {
  const store = createSessionStore(doors({ login: refusal(410, 'link-used') }));
  await store.start('CODE');
  expect(store.state.get()).toMatchObject({ kind: 'signed-out', problem: { code: 'link-used' } });
});

test('no session leads to the login without blaming anyone', async () => {
  const store = createSessionStore(doors({ session: refusal(401, 'unauthenticated') }));
  await store.start(undefined);
  expect(store.state.get()).toEqual({ kind: 'signed-out' });
});

test('a server that does not answer is tried again until it does', async () => {
  vi.useFakeTimers();
  const answers: Answer<Session>[] = [{ kind: 'problem', problem: unreachable }, { kind: 'ok', value: session }];
  const store = createSessionStore({ ...doors({}), getSession: async () => answers.shift() as Answer<Session> });
  await store.start(undefined);
  expect(store.state.get().kind).toBe('unreachable');
  await vi.advanceTimersByTimeAsync(1_300);
  expect(store.state.get().kind).toBe('signed-in');
  vi.useRealTimers();
});

test('the code of a login link is read from the fragment only', () => {
  expect(loginCode('#login=a-B_9')).toBe('a-B_9');
  expect(loginCode('')).toBeUndefined();
  expect(loginCode('#other=1')).toBeUndefined();
});
