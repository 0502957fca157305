import { parseRules } from '../language/parse-rules.ts';
import type { ServiceName } from '../language/names/language-names.ts';
import type { Condition } from './search/question.ts';

const wraps: Readonly<Record<ServiceName, readonly [start: string, end: string]>> = {
  'cloud.firestore': ["rules_version = '2';\nservice cloud.firestore { match /databases/{d}/documents { match /{all=**} { allow read, write: if\n", '\n; } } }'],
  'firebase.storage': ["rules_version = '2';\nservice firebase.storage { match /b/{b}/o { match /{all=**} { allow read, write: if\n", '\n; } } }'],
};

/**
 * A condition in the language of the rules as a condition of a ruleset of its own, so that search and evaluator treat it as any other.
 * @throws {Error} when it is no condition; goals are written by us or were checked when they were read
 */
export function goalCondition(text: string, service: ServiceName): Condition {
  const [start, end] = wraps[service];
  const { ruleset, diagnostics } = parseRules(start + text + end);
  const flat = ruleset.matches.at(-1);
  const [allow] = flat?.allows ?? [];
  if (!ruleset.compiles || flat === undefined || allow === undefined) throw new Error(`"${text}" is no condition: ${diagnostics[0]?.sentence ?? 'it is empty'}`);
  return { ruleset, flat, allow };
}
