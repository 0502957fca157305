import type { Ruleset } from '../../language/ruleset.ts';
import { decide, type Question, singleRequestLimits } from '../decide.ts';
import { documentAccess } from '../document-access.ts';
import type { RequestSegment } from '../match-path.ts';
import { map, nullValue, type PathValue, present } from '../values/value.ts';
import type { Decision } from './decision.ts';
import { documentPath, type FirestoreWorld } from './firestore-world.ts';
import { type QueryCase, queryCases, queryValue } from './query-cases.ts';
import { refuse } from './refuse.ts';
import type { FirestoreList } from './request.ts';
import { requestValue } from './request-value.ts';

/** A list is allowed when every case of its filters is; the first that is not decides. */
export function evaluateList(ruleset: Ruleset, list: FirestoreList, world: FirestoreWorld): Decision {
  const cases = queryCases(list.query, world.nowNanos);
  if (cases === undefined || cases.length === 0) return refuse('This query has no case, or more than Firestore takes.');
  if (list.group === true && ruleset.file.version === '1') return refuse('A query over a collection group needs rules version 2.');
  let last = refuse('This query has no case.');
  for (const each of cases) {
    last = decide(ruleset, questionOf(list, each, world));
    if (!last.allowed) return last;
  }
  return last;
}

function questionOf(list: FirestoreList, each: QueryCase, { request, facts, nowNanos, before, after }: FirestoreWorld): Question {
  const collection = documentPath(request, list.path);
  const path = stepsOf(collection, each, list.group === true);
  return {
    service: 'cloud.firestore', operation: 'list', path, regex: facts.regex,
    request: requestValue({ auth: request.auth, method: 'list', path: collection, resource: nullValue, query: queryValue(list.query, nowNanos), nowNanos }),
    resource: map([['data', each.data], ['id', each.id], ['__name__', present('the path of the document')]]),
    documents: (budget) => documentAccess({ before, after, missingDocument: facts.missingDocument ?? 'error', budget }),
    limits: { ...singleRequestLimits, ...facts.limits },
  };
}

function stepsOf({ segments }: PathValue, { id }: QueryCase, isGroup: boolean): readonly RequestSegment[] {
  const names = segments.filter((step) => typeof step === 'string');
  const last: RequestSegment = id.kind === 'string' ? id.value : present('the id of the document');
  if (!isGroup) return [...names, last];
  return [...names.slice(0, 3), { kind: 'any-depth' }, ...names.slice(3), last];
}
