import { firebaseLimits } from '../../language/limits.ts';
import type { Ruleset } from '../../language/ruleset.ts';
import { decide, type Question, singleRequestLimits } from '../decide.ts';
import { documentAccess } from '../document-access.ts';
import { fieldsFrom } from '../values/from-plain.ts';
import { parseTimestamp } from '../values/parse-timestamp.ts';
import type { PlainFields } from '../values/plain-value.ts';
import { map, nullValue, string, type Value } from '../values/value.ts';
import { cachedReader } from './cached-reader.ts';
import type { Decision } from './decision.ts';
import type { RulesFacts } from './facts.ts';
import { refuse } from './refuse.ts';
import type { StorageRequest } from './request.ts';
import { requestValue } from './request-value.ts';

/** Storage rules see the object's metadata instead of a document, and may look up Firestore documents. */
export function evaluateStorage(ruleset: Ruleset, request: StorageRequest, facts: RulesFacts): Decision {
  const nowNanos = parseTimestamp(request.time);
  if (nowNanos === undefined) return refuse(`"${request.time}" is no time such as 2026-01-31T12:00:00Z.`);
  // Found in the Storage emulator: a list is refused before any rule of version 1 is asked.
  if (request.operation === 'list' && ruleset.file.version === '1') return refuse('Storage answers no list under rules version 1.');
  return decide(ruleset, questionOf(request, facts, nowNanos));
}

function questionOf(request: StorageRequest, facts: RulesFacts, nowNanos: bigint): Question {
  const { operation, auth } = request;
  const path = ['b', request.bucket, 'o', ...request.path.split('/').filter((step) => step !== '')];
  const writes = operation === 'create' || operation === 'update';
  const existing = facts.object?.(request.bucket, request.path);
  const reader = cachedReader(facts, nowNanos);
  const newObject = writes ? objectValue(request, request.upload ?? {}, nowNanos) : nullValue;
  return {
    service: 'firebase.storage', operation, path, regex: facts.regex,
    request: requestValue({ auth, method: operation, path: { kind: 'path', segments: path }, resource: newObject, nowNanos }),
    resource: existing === undefined ? nullValue : objectValue(request, existing, nowNanos),
    documents: (budget) => documentAccess({ before: reader, after: reader, missingDocument: facts.missingDocument ?? 'error', budget }),
    limits: { ...singleRequestLimits, accesses: firebaseLimits.accessesFromStorage, ...facts.limits },
  };
}

/** Metadata; `metadata`, the custom part, is a map also when nothing was set. */
function objectValue({ bucket, path }: StorageRequest, fields: PlainFields, nowNanos: bigint): Value {
  return map([['metadata', map([])], ['name', string(path)], ['bucket', string(bucket)], ...fieldsFrom(fields, nowNanos).entries]);
}
