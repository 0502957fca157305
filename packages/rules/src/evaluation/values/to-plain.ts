import { toBase64 } from './base64.ts';
import { pathText } from './path-text.ts';
import type { PlainFields, PlainValue } from './plain-value.ts';
import type { Value } from './value.ts';

/** A value as JSON, as `fromPlain` reads it; `undefined` for what no document holds: durations, sets, differences, unknowns. */
export function toPlain(value: Value): PlainValue | undefined {
  switch (value.kind) {
    case 'null': return null;
    case 'bool':
    case 'string': return value.value;
    case 'int': return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : { $int: String(value.value) };
    case 'float': return { $float: value.value };
    case 'bytes': return { $bytes: toBase64(value.value) };
    case 'timestamp': return { $ts: timestampText(value.nanos) };
    case 'latlng': return { $geo: [value.latitude, value.longitude] };
    case 'path': return { $ref: pathText(value) };
    case 'list': return whole(value.items.map(toPlain));
    case 'map': return fieldsToPlain([...value.entries]);
    default: return undefined;
  }
}

export function fieldsToPlain(entries: readonly (readonly [string, Value])[]): PlainFields | undefined {
  const plain = entries.map(([key, value]) => [key, toPlain(value)] as const);
  return plain.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(plain.map(([key, value]) => [key, value ?? null]));
}

function whole(items: readonly (PlainValue | undefined)[]): readonly PlainValue[] | undefined {
  return items.includes(undefined) ? undefined : items.map((item) => item ?? null);
}

/** With milliseconds, which is what a test reads. */
function timestampText(nanos: bigint): string {
  return new Date(Number(nanos / 1_000_000n)).toISOString();
}
