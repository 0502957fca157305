import type { Ruleset } from '../language/ruleset.ts';
import { isByTypedEmail } from './access-breaches.ts';
import { allowOf, asksNothing } from './allow-of.ts';
import type { Breach } from './breach.ts';

export type BreachCheck = 'admin-role' | 'authentication' | 'no-open-access' | 'ownership' | 'personal-data' | 'upload-limits';

/** Every breach belongs to one check, so that none counts twice. */
export function checkOf(breach: Breach, ruleset: Ruleset): BreachCheck {
  if (breach.kind === 'limit') return breach.limit.check;
  const { principal, operation, verdict, row: { intent } } = breach;
  if (takesPower(breach)) return 'admin-role';
  if (intent.isPersonal && (operation === 'get' || operation === 'list')) return 'personal-data';
  if (principal !== 'anonymous') return 'ownership';
  const allow = allowOf(ruleset, verdict.line);
  return allow === undefined || asksNothing(allow, ruleset.names) ? 'no-open-access' : 'authentication';
}

/** By a role that the caller took for themselves, or has, but not for this. */
function takesPower({ principal, verdict }: Breach): boolean {
  if (verdict.kind === 'allow' && verdict.steps.length > 0) return true;
  return isByTypedEmail(verdict) || principal === 'moderator' || principal === 'admin-by-claim' || principal === 'admin-by-document';
}
