import { isAlike, isAny, includesFields, shown } from './alike.ts';

/** As much of vitest as tests need that run on a virtual machine without Node.js. What it does not have fails loudly. */
interface Case {
  readonly name: string;
  readonly run: () => unknown;
}

const cases: Case[] = [];
const before: (() => unknown)[] = [];
const after: (() => unknown)[] = [];

export function test(name: string, run: () => unknown): void {
  cases.push({ name, run });
}

test.each = (rows: readonly unknown[]) => (name: string, run: (...row: never[]) => unknown) => {
  rows.forEach((row) => { test(`${name} ${shown(row)}`.slice(0, 200), () => run(...((Array.isArray(row) ? row : [row]) as never[]))); });
};
test.for = (rows: readonly unknown[]) => (name: string, run: (row: never) => unknown) => {
  rows.forEach((row) => { test(`${name} ${shown(row)}`.slice(0, 200), () => run(row as never)); });
};

export function describe(_name: string, declare: () => void): void {
  declare();
}
export const beforeEach = (run: () => unknown) => { before.push(run); };
export const afterEach = (run: () => unknown) => { after.push(run); };

function check(ok: boolean, sentence: () => string): void {
  if (!ok) throw new Error(sentence());
}

/** @param not -1 turns every expectation round */
function matchers(value: unknown, isNot: boolean) {
  const holds = (ok: boolean, what: string, other?: unknown) => { check(ok !== isNot, () => `${shown(value)} ${isNot ? 'must not' : 'must'} ${what} ${other === undefined ? '' : shown(other)}`); };
  const numbers = (what: string, compare: (a: number, b: number) => boolean) => (other: number) => { holds(typeof value === 'number' && compare(value, other), what, other); };
  const length = () => (value as { readonly length: number }).length;
  return {
    toBe: (other: unknown) => { holds(Object.is(value, other), 'be', other); },
    toEqual: (other: unknown) => { holds(isAlike(value, other), 'equal', other); },
    toStrictEqual: (other: unknown) => { holds(isAlike(value, other), 'equal', other); },
    toMatchObject: (other: unknown) => { holds(includesFields(value, other), 'have the fields of', other); },
    toContainEqual: (other: unknown) => { holds((value as readonly unknown[]).some((each) => isAlike(each, other)), 'contain', other); },
    toContain: (other: unknown) => { holds((value as readonly unknown[]).indexOf(other) >= 0, 'contain', other); },
    toHaveLength: (other: number) => { holds(length() === other, 'have the length', other); },
    toHaveProperty: (name: string) => { holds(typeof value === 'object' && value !== null && name in value, 'have the property', name); },
    toMatch: (other: RegExp | string) => { holds(typeof other === 'string' ? String(value).indexOf(other) >= 0 : other.test(String(value)), 'match', String(other)); },
    toBeUndefined: () => { holds(value === undefined, 'be undefined'); },
    toBeDefined: () => { holds(value !== undefined, 'be defined'); },
    toBeNull: () => { holds(value === null, 'be null'); },
    toBeTruthy: () => { holds(Boolean(value), 'be true'); },
    toBeFalsy: () => { holds(!value, 'be false'); },
    toBeLessThan: numbers('be less than', (a, b) => a < b),
    toBeLessThanOrEqual: numbers('be at most', (a, b) => a <= b),
    toBeGreaterThan: numbers('be greater than', (a, b) => a > b),
    toBeGreaterThanOrEqual: numbers('be at least', (a, b) => a >= b),
    toBeCloseTo: (other: number, digits = 2) => { holds(Math.abs((value as number) - other) < Math.pow(10, -digits) / 2, 'be close to', other); },
    toBeInstanceOf: (other: new () => unknown) => { holds(value instanceof other, 'be one of', other.name); },
    toThrow: (other?: unknown) => { holds(throws(value as () => unknown, other), 'throw', String(other)); },
  };
}

function throws(run: () => unknown, expected: unknown): boolean {
  try {
    run();
  } catch (error) {
    return isExpected(error, expected);
  }
  return false;
}

function isExpected(error: unknown, expected: unknown): boolean {
  if (expected === undefined) return true;
  const message = error instanceof Error ? error.message : String(error);
  if (expected instanceof RegExp) return expected.test(message);
  if (typeof expected === 'function') return error instanceof expected;
  return typeof expected === 'string' ? message.indexOf(expected) >= 0 : includesFields(error, expected);
}

type Matchers = ReturnType<typeof matchers>;
type Later = { readonly [Name in keyof Matchers]: (...given: Parameters<Matchers[Name]>) => Promise<void> };

function later(promise: unknown, { isRejected, isNot }: { readonly isRejected: boolean; readonly isNot: boolean }): Later {
  const settled = Promise.resolve(promise).then((value: unknown) => ({ value, hasFailed: false }), (error: unknown) => ({ value: error, hasFailed: true }));
  const names = Object.keys(matchers(0, false)) as (keyof Matchers)[];
  return Object.fromEntries(names.map((name) => [name, async (...given: never[]) => {
    const { value, hasFailed } = await settled;
    check(hasFailed === isRejected, () => `a promise was ${hasFailed ? 'rejected' : 'kept'}: ${shown(value)}`);
    if (isRejected && name === 'toThrow') check(isExpected(value, given[0]) !== isNot, () => `${shown(value)} is not ${shown(given[0])}`);
    else {
      const expectation: (...given: never[]) => void = matchers(value, isNot)[name];
      expectation(...given);
    }
  }])) as unknown as Later;
}

export function expect(value: unknown) {
  return {
    ...matchers(value, false),
    not: matchers(value, true),
    get resolves() { return { ...later(value, { isRejected: false, isNot: false }), not: later(value, { isRejected: false, isNot: true }) }; },
    get rejects() { return { ...later(value, { isRejected: true, isNot: false }), not: later(value, { isRejected: true, isNot: true }) }; },
  };
}
expect.any = (kind: unknown) => isAny((value) => (typeof kind === 'function' && value instanceof kind) || Object(value) instanceof (kind as new () => unknown));
expect.closeTo = (other: number, digits = 2) => isAny((value) => typeof value === 'number' && Math.abs(value - other) < Math.pow(10, -digits) / 2);
expect.anything = () => isAny((value) => value !== undefined && value !== null);
expect.objectContaining = (fields: unknown) => isAny((value) => includesFields(value, fields));
expect.arrayContaining = (items: readonly unknown[]) => isAny((value) => Array.isArray(value) && items.every((item) => value.some((each) => isAlike(each, item))));
expect.stringContaining = (part: string) => isAny((value) => typeof value === 'string' && value.indexOf(part) >= 0);
expect.stringMatching = (pattern: RegExp) => isAny((value) => typeof value === 'string' && new RegExp(pattern).test(value));

/** Runs all, one after the other; prints what failed, and at the end how many of each. */
export async function runAll(print: (line: string) => void): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const { name, run } of cases) {
    try {
      for (const each of before) await each();
      await run();
      for (const each of after) await each();
      passed += 1;
    } catch (error) {
      failed += 1;
      print(`FAILED ${name}: ${error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : shown(error)}`);
    }
  }
  print(`${passed} passed, ${failed} failed`);
}
