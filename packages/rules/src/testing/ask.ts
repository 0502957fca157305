import { evaluateRequest } from '../evaluation/evaluate-request.ts';
import type { Decision } from '../evaluation/request/decision.ts';
import type { RulesFacts } from '../evaluation/request/facts.ts';
import type { FirestoreRequest, RulesRequest } from '../evaluation/request/request.ts';
import type { TraceResult } from '../evaluation/trace.ts';
import type { PlainFields } from '../evaluation/values/plain-value.ts';
import { parseRules } from '../language/parse-rules.ts';

export const noon = '2026-01-31T12:00:00Z';

/** A Firestore file with this body under `/databases/{database}/documents`. */
export function firestoreRules(body: string, version: '1' | '2' = '2'): string {
  return `rules_version = '${version}';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n${body}\n  }\n}\n`;
}

export function ask(source: string, request: RulesRequest, facts: RulesFacts = {}): Decision {
  return evaluateRequest(parseRules(source).ruleset, request, facts);
}

export interface Scene {
  /** Of the document that is read; absent: there is none. */
  readonly data?: PlainFields;
  readonly auth?: FirestoreRequest['auth'];
  readonly facts?: RulesFacts;
  readonly functions?: string;
}

/** What an expression comes to as the condition of reading `docs/one`: `error` with its reason. */
export function resultOfCondition(condition: string, { data, auth = null, facts = {}, functions = '' }: Scene = {}): TraceResult | `error: ${string}` {
  const source = firestoreRules(`match /docs/{id} { ${functions} allow get: if ${condition}; }`);
  const existing: RulesFacts = data === undefined ? {} : { document: (path) => (path === '/databases/(default)/documents/docs/one' ? data : undefined) };
  const request: RulesRequest = { service: 'cloud.firestore', operation: 'get', path: 'docs/one', auth, time: noon };
  const { trace, decidedBy } = ask(source, request, { ...existing, ...facts });
  const last = trace.entries.findLast(({ role }) => role === 'condition');
  if (last === undefined) throw new Error(`"${condition}" was not evaluated: ${JSON.stringify(decidedBy)}`);
  return last.result === 'error' ? `error: ${last.reason ?? ''}` : last.result;
}
