import type { RulesAuth } from '../evaluation/request/request.ts';

/** Who might ask, as attackers are: without a session, and with each session that anybody can give themselves. */
export interface Principal {
  readonly name: PrincipalName;
  readonly words: string;
  readonly auth: RulesAuth | null;
}

export type PrincipalName = 'anonymous' | 'anonymous-auth' | 'self-registered' | 'stranger';

/** In no real ruleset, so that none is written for it. */
export const strangerUid = 'uid-of-nobody-known';

export const principals: readonly Principal[] = [
  { name: 'anonymous', words: 'anyone, without a session', auth: null },
  { name: 'anonymous-auth', words: 'anyone, signed in anonymously', auth: { uid: strangerUid, token: tokenOf('anonymous', {}) } },
  { name: 'self-registered', words: 'anyone who registered, with an e-mail address that is not verified', auth: { uid: strangerUid, token: tokenOf('password', { email: 'nobody@stranger.example', email_verified: false }) } },
  { name: 'stranger', words: 'a user with a verified e-mail address whom the documents do not know', auth: { uid: strangerUid, token: tokenOf('password', { email: 'nobody@stranger.example', email_verified: true }) } },
];

function tokenOf(provider: string, claims: RulesAuth['token']): RulesAuth['token'] {
  return { sub: strangerUid, user_id: strangerUid, aud: 'project', iss: 'https://securetoken.google.com/project', ...claims, firebase: { sign_in_provider: provider, identities: {} } };
}
