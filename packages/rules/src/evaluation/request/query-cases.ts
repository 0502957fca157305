import type { Filter, Query } from './request.ts';
import { fromPlain } from '../values/from-plain.ts';
import { type Bound, type Knowledge, map, nullValue, present, string, type UnknownValue, type Value } from '../values/value.ts';

/** What a query says of every document that it returns. */
export interface QueryCase {
  readonly data: UnknownValue;
  readonly id: Value;
}

/** Firestore itself takes 30 disjunctions at most. */
const maxCases = 100;

/**
 * The cases of a query: `or()`, `in` and `array-contains-any` make one per alternative, and a list is allowed when every case is.
 * `undefined`: more cases than a query can have.
 */
export function queryCases({ where, anyOf }: Query, nowNanos: bigint): readonly QueryCase[] | undefined {
  const alternatives = anyOf === undefined ? [where] : anyOf.map((each) => [...where, ...each]);
  const cases = alternatives.slice(0, maxCases + 1).map((filters) => conjunctionCases(filters, nowNanos));
  const all = cases.flatMap((each) => each ?? []);
  return cases.includes(undefined) || all.length > maxCases ? undefined : all;
}

function conjunctionCases(where: readonly Filter[], nowNanos: bigint): readonly QueryCase[] | undefined {
  let cases: readonly (readonly Fact[])[] = [[]];
  for (const filter of where) {
    const facts = factsOf(filter, fromPlain(filter.value, nowNanos));
    if (cases.length * facts.length > maxCases) return undefined;
    cases = cases.flatMap((each) => facts.map((fact) => [...each, fact]));
  }
  return cases.map(caseOf);
}

/** One thing known of one field. */
interface Fact {
  readonly field: string;
  readonly equals?: Value;
  readonly known?: Knowledge;
}

function factsOf({ field, operator }: Filter, value: Value): readonly Fact[] {
  const items = value.kind === 'list' ? value.items : [value];
  const bound: Bound = { value, inclusive: operator === '<=' || operator === '>=' };
  switch (operator) {
    case '==': return [{ field, equals: value }];
    case 'in': return items.map((item) => ({ field, equals: item }));
    case 'array-contains': return [{ field, known: { contains: [value] } }];
    case 'array-contains-any': return items.map((item) => ({ field, known: { contains: [item] } }));
    case '!=': return [{ field, known: { excludes: [value, nullValue] } }];
    case 'not-in': return [{ field, known: { excludes: [...items, nullValue] } }];
    case '<':
    case '<=': return [{ field, known: { upper: bound } }];
    case '>':
    case '>=': return [{ field, known: { lower: bound } }];
  }
}

function caseOf(facts: readonly Fact[]): QueryCase {
  const named = facts.find(({ field, equals }) => (field === '__name__' || field === '__id__') && equals !== undefined);
  const id = named?.equals?.kind === 'string' ? string(named.equals.value.split('/').at(-1) ?? '') : present('the id of the document');
  const rest = facts.filter(({ field }) => field !== '__name__' && field !== '__id__');
  return { id, data: unknownMap('resource.data', rest.map((fact) => ({ fact, keys: fact.field.split('.') }))) };
}

interface Placed {
  readonly fact: Fact;
  readonly keys: readonly string[];
}

/** A map of which only the fields that a filter names are known. */
function unknownMap(name: string, placed: readonly Placed[]): UnknownValue {
  const fields = new Map<string, Value>();
  for (const key of new Set(placed.map(({ keys }) => keys[0] ?? ''))) {
    const own = placed.filter(({ keys }) => keys[0] === key);
    fields.set(key, fieldValue(`${name}.${key}`, own));
  }
  return present(name, { fields });
}

function fieldValue(name: string, placed: readonly Placed[]): Value {
  const inner = placed.filter(({ keys }) => keys.length > 1).map(({ fact, keys }) => ({ fact, keys: keys.slice(1) }));
  const here = placed.filter(({ keys }) => keys.length === 1).map(({ fact }) => fact);
  const exact = here.find(({ equals }) => equals !== undefined)?.equals;
  if (exact !== undefined) return exact;
  if (inner.length > 0) return unknownMap(name, inner);
  return present(name, together(here.map(({ known }) => known ?? {})));
}

/** All that several filters say of one field. Of two bounds on one side the first is kept: fewer facts allow less, never more. */
function together(all: readonly Knowledge[]): Knowledge {
  const contains = all.flatMap((known) => known.contains ?? []);
  const excludes = all.flatMap((known) => known.excludes ?? []);
  const lower = all.find((known) => known.lower !== undefined)?.lower;
  const upper = all.find((known) => known.upper !== undefined)?.upper;
  return { ...(contains.length > 0 && { contains }), ...(excludes.length > 0 && { excludes }), ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
}

/** `request.query`: what is not asked for is null. */
export function queryValue({ limit, offset, orderBy }: Query, nowNanos: bigint): Value {
  const of = (plain: Query['orderBy']) => (plain === undefined ? nullValue : fromPlain(plain, nowNanos));
  return map([['limit', of(limit)], ['offset', of(offset)], ['orderBy', of(orderBy)]]);
}
