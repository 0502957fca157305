import type { Value } from './value.ts';

/** If a value is unknown, or holds one that is, at any depth. */
export function hasUnknown(value: Value): boolean {
  switch (value.kind) {
    case 'unknown': return true;
    case 'list':
    case 'set': return value.items.some(hasUnknown);
    case 'map': return [...value.entries.values()].some(hasUnknown);
    case 'map_diff': return hasUnknown(value.before) || hasUnknown(value.after);
    default: return false;
  }
}
