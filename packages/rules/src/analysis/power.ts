import { isSameName } from '../intents/place.ts';
import type { Verdict } from '../proof/verdict.ts';

/** Collections in which every user has a document. */
const everybodysCollections = ['users', 'user', 'user_profiles', 'profiles', 'accounts'];

/** If the access is only for those whose own document says so: whatever they are otherwise, they ask as admins by document. */
export function needsPower(verdict: Verdict): boolean {
  return verdict.kind === 'conditional' && verdict.facts.some(({ text }) => isPower(text));
}

/** `/users/{caller}.role == 'admin'` is power; to be registered and not to be banned is not. */
function isPower(fact: string): boolean {
  const own = /\/([^/]+)\/\{caller\}(.*)$/.exec(fact);
  if (own === null) return false;
  const [, collection = '', said = ''] = own;
  if (said === ' exists') return !everybodysCollections.some((name) => isSameName(name, collection));
  return !/ (== false|is missing)$| != /.test(said);
}
