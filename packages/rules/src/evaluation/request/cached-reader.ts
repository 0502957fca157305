import type { ReadDocument } from '../document-access.ts';
import { fieldsFrom } from '../values/from-plain.ts';
import type { MapValue } from '../values/value.ts';
import type { RulesFacts } from './facts.ts';

/** Reads documents as values, each at most once. */
export function cachedReader({ document }: RulesFacts, nowNanos: bigint): ReadDocument {
  const read = new Map<string, MapValue | undefined>();
  return (path) => {
    if (!read.has(path)) {
      const fields = document?.(path);
      read.set(path, fields === undefined ? undefined : fieldsFrom(fields, nowNanos));
    }
    return read.get(path);
  };
}
