import { fromBase64 } from './base64.ts';
import { parsePathText } from './path-text.ts';
import { parseTimestamp } from './parse-timestamp.ts';
import type { PlainFields, PlainValue } from './plain-value.ts';
import { float, int, map, type MapValue, nullValue, string, type Value, bool } from './value.ts';

/** Deeper data than Firestore stores (20 levels) is cut off, so that any data ends. */
const deepest = 64;

/** @param nowNanos what `$now` stands for */
export function fromPlain(plain: PlainValue, nowNanos: bigint, depth = 0): Value {
  if (plain === null || depth > deepest) return nullValue;
  if (typeof plain === 'boolean') return bool(plain);
  if (typeof plain === 'string') return string(plain);
  if (typeof plain === 'number') return numberFrom(plain);
  if (isList(plain)) return { kind: 'list', items: plain.map((item) => fromPlain(item, nowNanos, depth + 1)) };
  return special(plain, nowNanos) ?? map(Object.entries(plain).map(([key, value]) => [key, fromPlain(value, nowNanos, depth + 1)]));
}

/** The fields of a document; a field may be named like a special value here. */
export function fieldsFrom(fields: PlainFields, nowNanos: bigint): MapValue {
  return map(Object.entries(fields).map(([key, value]) => [key, fromPlain(value, nowNanos)]));
}

function isList(plain: readonly PlainValue[] | PlainFields): plain is readonly PlainValue[] {
  return Array.isArray(plain);
}

function numberFrom(value: number): Value {
  return Number.isSafeInteger(value) ? { kind: 'int', value: BigInt(value) } : float(value);
}

function special(fields: PlainFields, nowNanos: bigint): Value | undefined {
  const [entry, ...more] = Object.entries(fields);
  if (entry === undefined || more.length > 0) return undefined;
  const [key, value] = entry;
  if (key === '$now') return { kind: 'timestamp', nanos: nowNanos };
  if (key === '$float') return float(Number(value));
  if (key === '$geo' && Array.isArray(value)) return { kind: 'latlng', latitude: Number(value[0]), longitude: Number(value[1]) };
  return typeof value === 'string' ? specialText(key, value) : undefined;
}

function specialText(key: string, text: string): Value | undefined {
  switch (key) {
    case '$ts': return { kind: 'timestamp', nanos: parseTimestamp(text) ?? 0n };
    case '$int': return intFrom(text);
    case '$bytes': return { kind: 'bytes', value: fromBase64(text) };
    case '$ref': return parsePathText(text);
    default: return undefined;
  }
}

function intFrom(digits: string): Value | undefined {
  const value = /^-?\d{1,19}$/.test(digits) ? int(BigInt(digits)) : undefined;
  return value?.kind === 'int' ? value : undefined;
}
