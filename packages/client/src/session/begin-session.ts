import type { Transport } from '../ports/transport.ts';
import { judgeAnswer } from './answers.ts';
import type { UserSession } from './session.ts';

export interface BeginOutcome {
  /** Undefined when it cannot be had now, or the identity provider's token is not accepted: a newer one may be. */
  readonly session?: UserSession;
  readonly retryAfterMs?: number | undefined;
}

/** Exchanges the identity provider's token for a session: `POST /v1/sessions`. */
export async function beginSession(transport: Transport, { identityToken, install }: { readonly identityToken: string; readonly install: string }): Promise<BeginOutcome> {
  const verdict = judgeAnswer(await transport({ method: 'POST', path: '/v1/sessions', body: { identityToken, install } }));
  if (verdict.kind === 'later') return { retryAfterMs: verdict.retryAfterMs };
  const { token, userId } = verdict.kind === 'ok' ? verdict.body : {};
  return typeof token === 'string' && typeof userId === 'string' ? { session: { token, userId } } : {};
}
