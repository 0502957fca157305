import type { SessionState } from '../../api/session-store.ts';
import { CodeSnippet } from '../../ui/code-snippet.tsx';
import { Mark } from '../../ui/mark.tsx';
import { loginView } from './login-view.ts';

export function LoginPage({ state }: { readonly state: Exclude<SessionState, { readonly kind: 'signed-in' }> }) {
  const view = loginView(state);
  return (
    <main className="login" aria-busy={state.kind === 'checking'} data-session={state.kind}>
      <Mark />
      <h1>{view.headline}</h1>
      <p role="status">{view.detail}</p>
      {view.command !== undefined && <CodeSnippet code={view.command} label="The command that makes a login link" />}
    </main>
  );
}
