import type { Value } from './value.ts';

const known = new WeakMap<Value, number>();

/** How many values a value is made of, itself included; what is in it twice counts twice. */
export function weightOf(value: Value): number {
  const inside = partsOf(value);
  if (inside.length === 0) return 1;
  const found = known.get(value);
  if (found !== undefined) return found;
  const weight = inside.reduce((sum, part) => sum + weightOf(part), 1);
  known.set(value, weight);
  return weight;
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
    case 'set': return value.items;
    case 'map': return [...value.entries.values()];
    case 'map_diff': return [value.before, value.after];
    default: return [];
  }
}
