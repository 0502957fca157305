import { isDeepStrictEqual } from 'node:util';

/** One thing that a campaign looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was seen, in words or JSON. */
  readonly seen: string;
}

/** Collects checks; one that fails does not end the campaign, so that all is seen at once. */
export interface Checks {
  readonly all: readonly Check[];
  equal(name: string, seen: unknown, expected: unknown): void;
  holds(name: string, ok: boolean, seen: unknown): void;
}

export function createChecks(told: (check: Check) => void): Checks {
  const all: Check[] = [];
  const add = (check: Check) => {
    all.push(check);
    told(check);
  };
  return {
    all,
    holds: (name, ok, seen) => add({ name, ok, seen: wording(seen) }),
    equal(name, seen, expected) {
      const ok = isDeepStrictEqual(seen, expected);
      add({ name, ok, seen: ok ? wording(seen) : `${wording(seen)} instead of ${wording(expected)}` });
    },
  };
}

function wording(seen: unknown): string {
  return typeof seen === 'string' ? seen : (JSON.stringify(seen) ?? 'nothing');
}

/** A line for each, with what was seen where it does not hold. */
export function checkLine({ name, ok, seen }: Check): string {
  return `${ok ? 'ok    ' : 'FAILED'}  ${name}${ok ? '' : `\n        ${seen}`}`;
}
