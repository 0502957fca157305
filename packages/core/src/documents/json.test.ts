import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './json.ts';

describe('the canonical text of a value', () => {
  test('says the value again, and does not depend on the order of its members', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }).filter((value) => !/__proto__|\\u0000/.test(JSON.stringify(value))), (value) => {
      const text = canonicalJson(value);
      expect(text).toBeDefined();
      expect(JSON.parse(text ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }), { numRuns: 500 });
  });

  test('has no sign on 0, and no spaces', () => {
    expect(canonicalJson({ b: [-0, 1e21], a: ' ' })).toBe('{"a":" ","b":[0,1e+21]}');
  });

  test('takes a backslash before a u for what it is', () => {
    expect(canonicalJson('\\ud800 \\u0000')).toBe(JSON.stringify('\\ud800 \\u0000'));
  });

  test.for([undefined, NaN, Infinity, 5n, () => 1, Symbol('s'), [undefined], { a: undefined }, '\ud800', '\udc00x', ['\\\ud800'], { '\ud800': 1 }, '\0'])('there is none of what JSON or UTF-8 cannot say (%#)', (value) => {
    expect(canonicalJson(value)).toBeUndefined();
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).toReversed().map(([name, each]) => [name, reversed(each)])) : value;
}
