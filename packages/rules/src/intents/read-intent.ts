import type { Operation } from '../evaluation/decide.ts';
import { parseRules } from '../language/parse-rules.ts';
import { operations } from '../proof/access-matrix.ts';
import { principals } from '../proof/principal.ts';
import { severities } from '../analysis/severities.ts';
import { defaultIntents } from './defaults/index.ts';
import { audiences, type Intent, type Limit } from './intent.ts';
import { placePatternOf } from './place-pattern.ts';
import type { Reader } from './reader.ts';

type IntentName = keyof typeof defaultIntents;
const intentNames = Object.keys(defaultIntents) as readonly IntentName[];

/**
 * `{ "path": "posts/{post}", "like": "other-documents", "may": { "get": ["anyone"] }, "harm": { "update": "high" }, "limits": [] }`:
 * what is not said is as in the intent that it is like. `service` is needed only without `like`, for Storage.
 */
export function readIntent(item: Reader): Intent | undefined {
  const { path, like, service, may, harm, limits } = item.fields(['path', 'like', 'service', 'may', 'harm', 'limits']);
  if (path === undefined) return item.wrong('names no "path", such as "posts/{post}".');
  const text = path.text();
  if (text === undefined) return undefined;
  if (placePatternOf(text) === undefined) return path.wrong(`is "${text}"; write names and wildcards, such as "chats/{chat}/messages/{message}".`);
  const named = service?.oneOf(['cloud.firestore', 'firebase.storage']);
  const base: Intent = defaultIntents[like?.oneOf(intentNames) ?? (named === 'firebase.storage' ? 'other-files' : 'other-documents')];
  if (named !== undefined && named !== base.service) return item.wrong(`is about ${named} and like ${base.name}, which is about ${base.service}.`);
  const own = limits?.items().flatMap((limit) => readLimit(limit) ?? []);
  return {
    name: text, holds: base.holds, service: base.service, paths: [text], isPersonal: base.isPersonal, limits: own ?? base.limits,
    may: { ...base.may, ...byOperation(may, (value) => value.items().flatMap((audience) => audience.oneOf(audiences) ?? [])) },
    harm: { ...base.harm, ...byOperation(harm, (value) => value.oneOf(severities)) },
    ...(base.harmByAnyone !== undefined && harm === undefined && { harmByAnyone: base.harmByAnyone }),
  };
}

/** The operations that are named; an empty list says nobody. */
function byOperation<T>(given: Reader | undefined, read: (value: Reader) => T | undefined): Partial<Record<Operation, T>> {
  const fields = given?.fields(operations) ?? {};
  return Object.fromEntries(operations.flatMap((operation) => {
    const field = fields[operation];
    const value = field && read(field);
    return value === undefined ? [] : [[operation, value]];
  }));
}

/** `{ "name": "price", "by": ["owner"], "when": { "update": "request.resource.data.price != resource.data.price" }, "severity": "high", "words": "change the price", "fix": "…" }` */
function readLimit(item: Reader): Limit | undefined {
  const { name, by, when, severity, words, fix } = item.fields(['name', 'by', 'when', 'severity', 'words', 'fix']);
  for (const [field, value] of Object.entries({ name, by, when, severity, words })) if (value === undefined) item.wrong(`has no "${field}".`);
  const read = { name: name?.text(), severity: severity?.oneOf(severities), words: words?.text() };
  const who = by?.items().flatMap((each) => each.oneOf(principals.map((principal) => principal.name)) ?? []) ?? [];
  const goals = byOperation(when, (value) => { const goal = goalOf(value); return goal === undefined ? undefined : [goal]; });
  if (read.name === undefined || read.severity === undefined || read.words === undefined) return undefined;
  return { name: read.name, check: 'ownership', severity: read.severity, by: who, when: goals, words: read.words, fix: fix?.text() ?? `write a condition under which nobody can ${read.words}` };
}

/** A condition that compiles where rules stand. */
function goalOf(value: Reader): string | undefined {
  const text = value.text();
  if (text === undefined) return undefined;
  const { diagnostics } = parseRules(`rules_version = '2';\nservice cloud.firestore { match /databases/{database}/documents { match /documents/{document} { allow write: if ${text}; } } }`);
  const [problem] = diagnostics;
  return problem === undefined ? text : value.wrong(`is no condition of the rules language: ${problem.sentence}`);
}
