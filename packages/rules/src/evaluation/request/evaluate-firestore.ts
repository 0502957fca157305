import { firebaseLimits } from '../../language/limits.ts';
import type { Ruleset } from '../../language/ruleset.ts';
import { decide, type Question, singleRequestLimits } from '../decide.ts';
import { documentAccess, type ReadDocument } from '../document-access.ts';
import { documentValue } from '../document-value.ts';
import { fieldsFrom } from '../values/from-plain.ts';
import { parseTimestamp } from '../values/parse-timestamp.ts';
import { pathText } from '../values/path-text.ts';
import { type MapValue, nullValue } from '../values/value.ts';
import { cachedReader } from './cached-reader.ts';
import type { Decision } from './decision.ts';
import { evaluateList } from './evaluate-list.ts';
import type { RulesFacts } from './facts.ts';
import { documentPath, type FirestoreWorld } from './firestore-world.ts';
import { refuse } from './refuse.ts';
import type { FirestoreRead, FirestoreRequest, FirestoreWrite } from './request.ts';
import { requestValue } from './request-value.ts';

export function evaluateFirestore(ruleset: Ruleset, request: FirestoreRequest, facts: RulesFacts): Decision {
  const nowNanos = parseTimestamp(request.time);
  if (nowNanos === undefined) return refuse(`"${request.time}" is no time such as 2026-01-31T12:00:00Z.`);
  const writes = writesOf(request);
  const before = cachedReader(facts, nowNanos);
  const world: FirestoreWorld = { request, facts, nowNanos, before, after: applied(request, writes, { before, nowNanos }) };
  if (request.operation === 'list') return evaluateList(ruleset, request, world);
  if (request.operation === 'get') return decide(ruleset, questionOf(request, world));
  if (writes.length === 0) return refuse('A batch without a write asks for nothing.');
  return everyWrite(writes, (write) => decide(ruleset, questionOf(write, world)));
}

/** The first write that is denied decides; a batch that is allowed is decided by its last. */
function everyWrite(writes: readonly FirestoreWrite[], ask: (write: FirestoreWrite) => Decision): Decision {
  let accesses = 0;
  let last = refuse('A batch without a write asks for nothing.');
  for (const write of writes) {
    last = ask(write);
    accesses += last.used.accesses;
    if (!last.allowed) return last;
    if (accesses > firebaseLimits.accessesPerBatch) return { ...last, allowed: false, decidedBy: { kind: 'limit-reached', sentence: `A batch may look up ${firebaseLimits.accessesPerBatch} documents.` } };
  }
  return last;
}

function writesOf(request: FirestoreRequest): readonly FirestoreWrite[] {
  if (request.operation === 'batch') return request.writes;
  return request.operation === 'get' || request.operation === 'list' ? [] : [request];
}

/** The database with the writes applied, in their order. */
function applied(request: FirestoreRequest, writes: readonly FirestoreWrite[], { before, nowNanos }: Pick<FirestoreWorld, 'before' | 'nowNanos'>): ReadDocument {
  const written = new Map<string, MapValue | undefined>(writes.map((write) => [
    pathText(documentPath(request, write.path)),
    write.operation === 'delete' ? undefined : fieldsFrom(write.data, nowNanos),
  ]));
  return (path) => (written.has(path) ? written.get(path) : before(path));
}

function questionOf(asked: FirestoreRead | FirestoreWrite, world: FirestoreWorld): Question {
  const { request, facts, nowNanos, before, after } = world;
  const path = documentPath(request, asked.path);
  const existing = before(pathText(path));
  const written = asked.operation === 'create' || asked.operation === 'update' ? documentValue(path, fieldsFrom(asked.data, nowNanos)) : nullValue;
  return {
    service: 'cloud.firestore', operation: asked.operation, regex: facts.regex,
    path: path.segments.filter((step) => typeof step === 'string'),
    request: requestValue({ auth: request.auth, method: asked.operation, path, resource: written, nowNanos }),
    resource: existing === undefined ? nullValue : documentValue(path, existing),
    documents: (budget) => documentAccess({ before, after, missingDocument: facts.missingDocument ?? 'error', budget }),
    limits: { ...singleRequestLimits, ...facts.limits },
  };
}
