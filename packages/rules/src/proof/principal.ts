import type { RulesAuth } from '../evaluation/request/request.ts';
import type { Standing } from './standing.ts';
import { standings } from './standing.ts';

/** Who might ask, as attackers and users are. */
export interface Principal {
  readonly name: PrincipalName;
  readonly words: string;
  readonly auth: RulesAuth | null;
  readonly standing: Standing;
}

/** In the order of the matrix: from nobody to the mightiest. */
export type PrincipalName =
  | 'anonymous'
  | 'anonymous-auth'
  | 'self-registered'
  | 'stranger'
  | 'other-owner'
  | 'ex-participant'
  | 'participant'
  | 'owner'
  | 'moderator'
  | 'admin-by-claim'
  | 'admin-by-document';

/** In no real ruleset, so that none is written for it. */
export const callerUid = 'uid-of-the-caller';
export const callerEmail = 'caller@stranger.example';

const verified = { email: callerEmail, email_verified: true };

export const principals: readonly Principal[] = [
  { name: 'anonymous', words: 'anyone, without a session', auth: null, standing: standings.nobody },
  { name: 'anonymous-auth', words: 'anyone, signed in anonymously', auth: session('anonymous', {}), standing: standings.unknown },
  { name: 'self-registered', words: 'anyone who registered, with an e-mail address that is not verified', auth: session('password', { email: callerEmail, email_verified: false }), standing: standings.selfRegistered },
  { name: 'stranger', words: 'a user with a verified e-mail address whom the documents do not know', auth: session('password', verified), standing: standings.unknown },
  { name: 'other-owner', words: 'a user whose documents are others than this one', auth: session('password', verified), standing: standings.otherOwner },
  { name: 'ex-participant', words: 'a user who is on no list any more, and whose old entries are still there', auth: session('password', verified), standing: standings.exParticipant },
  { name: 'participant', words: 'a user whom the document or those around it list, without owning it', auth: session('password', verified), standing: standings.participant },
  { name: 'owner', words: 'the user to whom the document belongs', auth: session('password', verified), standing: standings.owner },
  { name: 'moderator', words: 'a user whose claims or documents say moderator', auth: session('password', verified), standing: standings.moderator },
  { name: 'admin-by-claim', words: 'a user with the claims, the address or the uid that the rules ask for', auth: session('password', verified), standing: standings.adminByClaim },
  { name: 'admin-by-document', words: 'a user whose own documents say what the rules ask for', auth: session('password', verified), standing: standings.adminByDocument },
];

/** @throws {Error} for a name that is none of them */
export function principalNamed(name: PrincipalName): Principal {
  const found = principals.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no principal "${name}".`);
  return found;
}

function session(provider: string, claims: RulesAuth['token']): RulesAuth {
  return { uid: callerUid, token: { sub: callerUid, user_id: callerUid, aud: 'project', iss: 'https://securetoken.google.com/project', ...claims, firebase: { sign_in_provider: provider, identities: {} } } };
}
