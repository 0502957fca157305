import type { Ruleset } from '../language/ruleset.ts';
import { evaluateFirestore } from './request/evaluate-firestore.ts';
import { evaluateStorage } from './request/evaluate-storage.ts';
import type { Decision } from './request/decision.ts';
import type { RulesFacts } from './request/facts.ts';
import type { RulesRequest } from './request/request.ts';

/**
 * What a ruleset answers to a request in a given state of the world. Total and bounded: any ruleset, request and facts give a
 * decision, within the limits that Firebase has for a request. Nothing is guessed: what cannot be read is refused and says why.
 */
export function evaluateRequest(ruleset: Ruleset, request: RulesRequest, facts: RulesFacts = {}): Decision {
  return request.service === 'cloud.firestore' ? evaluateFirestore(ruleset, request, facts) : evaluateStorage(ruleset, request, facts);
}
