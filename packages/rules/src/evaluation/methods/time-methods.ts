import { type DurationValue, int, type TimestampValue } from '../values/value.ts';
import { getter, type Methods } from './method.ts';

const second = 1_000_000_000n;
const day = 86_400n * second;

/** All in UTC. @see https://firebase.google.com/docs/reference/rules/rules.Timestamp */
export const timestampMethods: Methods<TimestampValue> = {
  year: getter((time) => int(dateOf(time).getUTCFullYear())),
  /** 1 to 12. */
  month: getter((time) => int(dateOf(time).getUTCMonth() + 1)),
  day: getter((time) => int(dateOf(time).getUTCDate())),
  /** 1 is Monday, 7 is Sunday. */
  dayOfWeek: getter((time) => int(dateOf(time).getUTCDay() || 7)),
  /** From 1. */
  dayOfYear: getter((time) => int(floorDiv(time.nanos - startOfYear(time), day) + 1n)),
  hours: getter((time) => int(dateOf(time).getUTCHours())),
  minutes: getter((time) => int(dateOf(time).getUTCMinutes())),
  seconds: getter((time) => int(dateOf(time).getUTCSeconds())),
  nanos: getter((time) => int(floorMod(time.nanos, second))),
  toMillis: getter((time) => int(floorDiv(time.nanos, 1_000_000n))),
  /** Midnight of the day. */
  date: getter((time) => ({ kind: 'timestamp', nanos: time.nanos - floorMod(time.nanos, day) })),
  /** What has passed since midnight. */
  time: getter((time) => ({ kind: 'duration', nanos: floorMod(time.nanos, day) })),
};

/** @see https://firebase.google.com/docs/reference/rules/rules.Duration */
export const durationMethods: Methods<DurationValue> = {
  /** Whole seconds, signed. */
  seconds: getter(({ nanos }) => int(nanos / second)),
  /** What is left below a second, signed. */
  nanos: getter(({ nanos }) => int(nanos % second)),
};

function dateOf({ nanos }: TimestampValue): Date {
  return new Date(Number(floorDiv(nanos, 1_000_000n)));
}

function startOfYear(time: TimestampValue): bigint {
  const start = new Date(0);
  start.setUTCFullYear(dateOf(time).getUTCFullYear());
  return BigInt(start.getTime()) * 1_000_000n;
}

/** Rounds down also below zero, so that times before 1970 have a date. */
function floorDiv(value: bigint, by: bigint): bigint {
  return (value - floorMod(value, by)) / by;
}

function floorMod(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}
