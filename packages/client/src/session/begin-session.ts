import type { Transport } from '../ports/transport.ts';
import { judgeAnswer } from './answers.ts';
import type { UserSession } from './session.ts';

export type BeginOutcome =
  | { readonly kind: 'begun'; readonly session: UserSession }
  /** The identity provider's token is not accepted: a newer one may be. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'later'; readonly retryAfterMs: number | undefined };

/** Exchanges the identity provider's token for a session: `POST /v1/sessions`. */
export async function beginSession(transport: Transport, { identityToken, install }: { readonly identityToken: string; readonly install: string }): Promise<BeginOutcome> {
  const verdict = judgeAnswer(await transport({ method: 'POST', path: '/v1/sessions', body: { identityToken, install }, timeoutMs: 5_000 }));
  if (verdict.kind === 'refused') return { kind: 'refused', code: verdict.code };
  if (verdict.kind === 'unauthenticated') return { kind: 'refused', code: 'identity-refused' };
  if (verdict.kind === 'later') return { kind: 'later', retryAfterMs: verdict.retryAfterMs };
  const { token, userId, expiresAtMs } = verdict.body;
  if (typeof token !== 'string' || typeof userId !== 'string' || typeof expiresAtMs !== 'number') return { kind: 'later', retryAfterMs: undefined };
  return { kind: 'begun', session: { token, userId, expiresAtMs } };
}
