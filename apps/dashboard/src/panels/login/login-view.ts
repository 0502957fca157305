import type { SessionState } from '../../api/session-store.ts';

export interface LoginView {
  readonly headline: string;
  readonly detail: string;
  /** Present where the reader can do something. */
  readonly command?: string;
}

/** Makes a login link; run on the machine that runs SORA. */
export const linkCommand = 'npm run -s sora -- token link';

export function loginView(state: Exclude<SessionState, { readonly kind: 'signed-in' }>): LoginView {
  if (state.kind === 'checking') return { headline: 'Opening', detail: 'Finding out who you are.' };
  if (state.kind === 'unreachable') return { headline: state.problem.title, detail: 'See if the server is running. This page tries again by itself.' };
  if (state.problem === undefined) return { headline: 'Sign in with a link', detail: 'On the machine that runs SORA, make a login link and open it here:', command: linkCommand };
  return { headline: state.problem.title, detail: 'A link works once, for a short while. Make another on the machine that runs SORA:', command: linkCommand };
}
