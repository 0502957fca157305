import type { Answer } from './ask.ts';
import { backoffMs } from './backoff.ts';
import type { Problem } from './problem.ts';
import type { Session } from './sora-api.ts';
import { createStore, type Store } from './store.ts';

export type SessionState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  /** With the refusal that ended it, when there was one to tell. */
  | { readonly kind: 'signed-out'; readonly problem?: Problem }
  | { readonly kind: 'unreachable'; readonly problem: Problem };

export interface SessionStore {
  readonly state: Store<SessionState>;
  /** Spends a login link, or finds out who is signed in. */
  start(code: string | undefined): Promise<void>;
  lost(problem?: Problem): void;
  /** Signs out for good; the page shows the login at once, whatever the server answers. */
  end(): Promise<void>;
}

interface Doors {
  readonly login: (code: string) => Promise<Answer<undefined>>;
  readonly logout: () => Promise<Answer<undefined>>;
  readonly getSession: () => Promise<Answer<Session>>;
}

export function createSessionStore({ login, logout, getSession }: Doors): SessionStore {
  const state = createStore<SessionState>({ kind: 'checking' });
  const lost = (problem?: Problem) => state.set(problem === undefined ? { kind: 'signed-out' } : { kind: 'signed-out', problem });

  async function check(failures: number): Promise<void> {
    const answer = await getSession();
    if (answer.kind === 'ok') return state.set({ kind: 'signed-in', session: answer.value });
    if (answer.problem.status === 401) return lost();
    state.set({ kind: 'unreachable', problem: answer.problem });
    setTimeout(() => void check(failures + 1), backoffMs(failures + 1, Math.random()));
  }

  async function start(code: string | undefined): Promise<void> {
    state.set({ kind: 'checking' });
    const spent = code === undefined ? undefined : await login(code);
    if (spent?.kind === 'problem') return lost(spent.problem);
    await check(0);
  }

  return { state, start, lost, end: async () => { await logout(); lost(); } };
}

/** The code of a login link, from the address's fragment `#login=CODE`: a fragment never reaches a server's log. */
export function loginCode(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('login') ?? undefined;
}
