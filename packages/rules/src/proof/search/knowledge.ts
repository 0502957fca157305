import { compare } from '../../evaluation/values/compare.ts';
import { has } from '../../evaluation/values/equals.ts';
import type { Bound, Knowledge, KnownType, Value } from '../../evaluation/values/value.ts';

export const allTypes: readonly KnownType[] = ['null', 'bool', 'int', 'float', 'string', 'bytes', 'timestamp', 'duration', 'latlng', 'list', 'set', 'map', 'map_diff', 'path'];

/** Both of what is known of one value; `undefined` where they contradict each other. */
export function together(a: Knowledge, b: Knowledge): Knowledge | undefined {
  const types = typesOfBoth(a.types, b.types);
  const contains = joined(a.contains, b.contains);
  const lacks = joined(a.lacks, b.lacks);
  const lower = tighter(a.lower, b.lower, 1);
  const upper = tighter(a.upper, b.upper, -1);
  if (types?.size === 0 || contains?.some((item) => has([...(lacks ?? []), ...(a.neverHas ?? []), ...(b.neverHas ?? [])], item) === true) === true || areCrossed(lower, upper)) return undefined;
  const excludes = joined(a.excludes, b.excludes);
  const differsFrom = a.differsFrom === undefined ? b.differsFrom : new Set([...a.differsFrom, ...(b.differsFrom ?? [])]);
  const standsFor = a.standsFor ?? b.standsFor;
  return {
    ...a, ...b, ...(types !== undefined && { types }), ...(contains !== undefined && { contains }), ...(lacks !== undefined && { lacks }),
    ...(excludes !== undefined && { excludes }), ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }),
    ...(differsFrom !== undefined && { differsFrom }), ...(standsFor !== undefined && { standsFor }),
  };
}

function typesOfBoth(a: Knowledge['types'], b: Knowledge['types']): Knowledge['types'] {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}

function joined(a: readonly Value[] | undefined, b: readonly Value[] | undefined): readonly Value[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return [...a, ...b.filter((each) => has(a, each) !== true)];
}

/** @param sign 1 for lower bounds, -1 for upper ones */
function tighter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compare(a.value, b.value);
  if (order === undefined || order === 0) return a.inclusive ? b : a;
  return order * sign > 0 ? a : b;
}

function areCrossed(lower: Bound | undefined, upper: Bound | undefined): boolean {
  if (lower === undefined || upper === undefined) return false;
  const order = compare(lower.value, upper.value);
  return order === undefined || order > 0 || (order === 0 && !(lower.inclusive && upper.inclusive));
}
