import type { Cell } from '../proof/access-matrix.ts';
import { principals, callerUid } from '../proof/principal.ts';
import type { RulesFacts } from '../evaluation/request/facts.ts';
import type { RulesRequest } from '../evaluation/request/request.ts';
import type { PlainFields, PlainValue } from '../evaluation/values/plain-value.ts';
import type { Ruleset } from '../language/ruleset.ts';

/** Of 0 to below 1. */
export type Random = () => number;

/** Marsaglia's xorshift of 32 bits: the same seed, the same numbers. */
export function randomOf(seed: number): Random {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Words that the rules themselves speak of: only data made of them gets past conditions. */
interface Vocabulary {
  readonly fields: readonly string[];
  readonly values: readonly PlainValue[];
}

export interface RandomRequest {
  readonly request: RulesRequest;
  readonly facts: RulesFacts;
}

/** Makes requests of one ruleset's cells, with data that its conditions ask about. */
export function randomRequests({ source }: Ruleset, random: Random): (cell: Cell, path: string, time: string) => RandomRequest {
  const words = vocabularyOf(source);
  const pick = <Item>(items: readonly Item[], otherwise: Item): Item => items[Math.floor(random() * items.length)] ?? otherwise;
  const value = (values: readonly PlainValue[]): PlainValue => (random() < 0.15 ? { [pick(words.fields, 'a')]: pick(values, null) } : random() < 0.15 ? [pick(values, null), pick(values, null)] : pick(values, null));
  const fieldsOf = (values: readonly PlainValue[]): PlainFields => Object.fromEntries(words.fields.filter(() => random() < 0.6).map((field) => [field, value(values)]));
  // What is there does not name the caller: that is what no standing denies. What the caller sends may say anything.
  const others = words.values.filter((each) => each !== callerUid);
  const stored = (): PlainFields => fieldsOf(others);
  const data = (): PlainFields => fieldsOf(words.values);
  const lookUp = (): PlainFields | undefined => (random() < 0.8 ? stored() : undefined);
  return (cell, path, time) => {
    const auth = principals.find(({ name }) => name === cell.principal)?.auth ?? null;
    const existing = cell.operation === 'create' && cell.service === 'cloud.firestore' ? undefined : cell.operation === 'update' ? stored() : lookUp();
    const known = new Map<string, PlainFields | undefined>([[`/databases/(default)/documents/${path}`, existing]]);
    const document = (at: string) => (known.has(at) ? known.get(at) : known.set(at, at.includes(callerUid) ? undefined : lookUp()).get(at));
    return { facts: { document, object: () => existing }, request: requestOf(cell, { auth, time, path, data, where: { field: pick(words.fields, 'a'), value: pick(others, null) } }) };
  };
}

interface Parts {
  readonly auth: RulesRequest['auth'];
  readonly time: string;
  readonly path: string;
  readonly data: () => PlainFields;
  readonly where: { readonly field: string; readonly value: PlainValue };
}

function requestOf({ service, operation }: Cell, { auth, time, path, data, where }: Parts): RulesRequest {
  const asked = { auth, time };
  if (service === 'firebase.storage') return { service, ...asked, operation, bucket: 'bucket', path, ...(operation === 'create' || operation === 'update' ? { upload: data() } : {}) };
  const base = { service: 'cloud.firestore', ...asked } as const;
  if (operation === 'list') return { ...base, operation, path: path.split('/').slice(0, -1).join('/'), query: { where: [{ ...where, operator: '==' }], limit: 5 } };
  return operation === 'create' || operation === 'update' ? { ...base, operation, path, data: data() } : { ...base, operation, path };
}

function vocabularyOf(source: string): Vocabulary {
  const fields = [...source.matchAll(/\.([a-zA-Z_]\w*)|\['(\w+)'\]|'(\w+)'/g)].map(([, member, index, text]) => member ?? index ?? text ?? '');
  const texts = [...source.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double ?? '');
  const numbers = [...source.matchAll(/\b\d{1,9}\b/g)].map(([digits]) => Number(digits));
  return { fields: [...new Set(fields)], values: [...new Set(texts), ...new Set(numbers.flatMap((number) => [number, number - 1])), callerUid, 'some-id', null, true, false, '', 1, { $now: true }] };
}
