import { numberOf, textOf } from '../methods/method.ts';
import { failure, float, type Outcome, timestamp, type Value } from '../values/value.ts';
import type { NamespaceFunctions } from './namespace-function.ts';

const second = 1_000_000_000n;
const unitNanos: Readonly<Record<string, bigint>> = { w: 604_800n * second, d: 86_400n * second, h: 3_600n * second, m: 60n * second, s: second, ms: 1_000_000n, ns: 1n };

/** @see https://firebase.google.com/docs/reference/rules/rules.timestamp_ */
export const timestampFunctions: NamespaceFunctions = {
  date: { takes: ['int', 'int', 'int'], run: ([year, month, day]) => dateFrom(numberOf(year), numberOf(month), numberOf(day)) },
  /** Milliseconds since 1970. */
  value: { takes: ['int'], run: ([millis]) => timestamp(wholeOf(millis) * 1_000_000n) },
};

/** @see https://firebase.google.com/docs/reference/rules/rules.duration_ */
export const durationFunctions: NamespaceFunctions = {
  abs: { takes: ['duration'], run: ([x]) => (x?.kind === 'duration' ? { kind: 'duration', nanos: x.nanos < 0n ? -x.nanos : x.nanos } : failure('type-mismatch', 'abs() takes a duration.')) },
  time: { takes: ['int', 'int', 'int', 'int'], run: ([hours, minutes, seconds, nanos]) => ({ kind: 'duration', nanos: (wholeOf(hours) * 3_600n + wholeOf(minutes) * 60n + wholeOf(seconds)) * second + wholeOf(nanos) }) },
  value: { takes: ['int', 'string'], run: ([magnitude, unit]) => durationFrom(wholeOf(magnitude), textOf(unit)) },
};

/** @see https://firebase.google.com/docs/reference/rules/rules.latlng_ */
export const latLngFunctions: NamespaceFunctions = {
  value: { takes: ['number', 'number'], run: ([latitude, longitude]) => latLngFrom(float(numberOf(latitude)).value, numberOf(longitude)) },
};

function dateFrom(year: number, month: number, day: number): Outcome {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? timestamp(BigInt(date.getTime()) * 1_000_000n) : failure('out-of-range', 'There is no such date.');
}

function durationFrom(magnitude: bigint, unit: string): Outcome {
  const nanos = Object.hasOwn(unitNanos, unit) ? unitNanos[unit] : undefined;
  return nanos === undefined ? failure('wrong-arguments', 'A unit is w, d, h, m, s, ms or ns.') : { kind: 'duration', nanos: magnitude * nanos };
}

function latLngFrom(latitude: number, longitude: number): Outcome {
  const exists = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return exists ? { kind: 'latlng', latitude, longitude } : failure('out-of-range', 'A latitude is within 90, a longitude within 180 degrees.');
}

function wholeOf(value: Value | undefined): bigint {
  return value?.kind === 'int' ? value.value : 0n;
}
