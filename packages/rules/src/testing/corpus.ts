import { readdirSync, readFileSync } from 'node:fs';
import type { Filter, FirestoreRequest, Query, RulesAuth } from '../evaluation/request/request.ts';
import type { PlainFields, PlainValue } from '../evaluation/values/plain-value.ts';

const root = new URL('./corpus/', import.meta.url);

/** A real ruleset, and where the official grammar finds its first error. */
export interface CorpusFile {
  readonly file: string;
  readonly source: string;
  readonly version: '1' | '2';
  readonly errorLine: number | undefined;
}

export function corpusFiles(): readonly CorpusFile[] {
  const [, ...rows] = readFileSync(new URL('index.tsv', root), 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [file = '', , , , , , version, errorLine = ''] = row.split('\t');
    return { file, source: readFileSync(new URL(`rulesets/${file}`, root), 'utf8'), version: version === '2' ? '2' : '1', errorLine: errorLine === '' ? undefined : Number(errorLine) };
  });
}

/** A recorded expectation, ready to run. */
export interface CorpusCase {
  readonly id: string;
  readonly source: string;
  readonly request: FirestoreRequest;
  readonly documents: Readonly<Record<string, PlainFields>>;
  readonly expect: 'allow' | 'deny';
}

interface RecordedSuite {
  readonly now: string;
  readonly rulesets: readonly string[];
  readonly cases: readonly RecordedCase[];
}

interface RecordedCase {
  readonly id: string;
  readonly ruleset: number;
  readonly expect: 'allow' | 'deny';
  readonly request: RecordedRequest;
  readonly auth: RulesAuth | null;
  readonly docs: Readonly<Record<string, PlainFields>>;
}

interface RecordedRequest {
  readonly op: 'get' | 'list' | 'create' | 'update' | 'delete';
  readonly path: string;
  readonly data?: PlainFields;
  readonly group?: boolean;
  readonly query?: readonly { readonly where?: readonly [string, Filter['operator'], PlainValue]; readonly limit?: number }[];
}

export function corpusCases(): readonly CorpusCase[] {
  return readdirSync(new URL('cases/', root)).toSorted().flatMap((file) => {
    const suite = JSON.parse(readFileSync(new URL(`cases/${file}`, root), 'utf8')) as RecordedSuite;
    return suite.cases.map(({ id, ruleset, expect, request, auth, docs }) => ({
      id, expect, documents: docs, source: suite.rulesets[ruleset] ?? '', request: requestOf(request, auth, suite.now),
    }));
  });
}

function requestOf({ op, path, data = {}, group = false, query = [] }: RecordedRequest, auth: RulesAuth | null, time: string): FirestoreRequest {
  const asked = { service: 'cloud.firestore', auth, time, path } as const;
  if (op === 'list') return { ...asked, operation: op, group, query: queryOf(query) };
  return op === 'get' || op === 'delete' ? { ...asked, operation: op } : { ...asked, operation: op, data };
}

function queryOf(parts: NonNullable<RecordedRequest['query']>): Query {
  const where = parts.flatMap(({ where: filter }) => (filter === undefined ? [] : [{ field: filter[0], operator: filter[1], value: filter[2] }]));
  const limit = parts.find((part) => part.limit !== undefined)?.limit;
  return { where, ...(limit !== undefined && { limit }) };
}
