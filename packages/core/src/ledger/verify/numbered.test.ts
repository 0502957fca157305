import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOrdering, type Numbered } from './numbered.ts';

interface Row extends Numbered<number> { readonly name: string }

function harness(maxWaiting = 1_000) {
  const log: string[] = [];
  const ordering = createOrdering<number, Row>({
    maxWaiting,
    take: ({ name }, item) => log.push(`${name}${item}`),
    missing: ({ name, next }, upTo) => log.push(`${name}${next}-${upTo} missing`),
    repeated: ({ name }, item) => log.push(`${name}${item} again`),
  });
  const row = (name: string): Row => ({ name, next: 1, waiting: undefined });
  return { log, ordering, row };
}

describe('numbered things', () => {
  test('are taken in their order, in whatever order they come', () => {
    fc.assert(fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }), (numbers) => {
      const { log, ordering, row } = harness();
      const only = row('a');
      for (const number of numbers) ordering.arrive(only, number, number);
      expect(log).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8']);
    }));
  });

  test('that are missing are named at the end, and what follows them is taken', () => {
    const { log, ordering, row } = harness();
    const [a, b] = [row('a'), row('b')];
    for (const number of [1, 6, 3, 4]) ordering.arrive(a, number, number);
    ordering.arrive(b, 2, 2);
    ordering.end();
    expect(log).toEqual(['a1', 'a2-2 missing', 'a3', 'a4', 'a5-5 missing', 'a6', 'b1-1 missing', 'b2']);
  });

  test('that come twice are named, whether the first was taken or waits', () => {
    const { log, ordering, row } = harness();
    const only = row('a');
    for (const number of [1, 1, 3, 3, 2, 0]) ordering.arrive(only, number, number);
    expect(log).toEqual(['a1', 'a1 again', 'a3 again', 'a2', 'a3', 'a0 again']);
  });

  test('when too many wait, the row with the most of them gives up its gaps, and the others still wait', () => {
    const { log, ordering, row } = harness(3);
    const [gap, disorder] = [row('g'), row('d')];
    for (const number of [2, 3]) ordering.arrive(gap, number, number);
    for (const number of [2, 3]) ordering.arrive(disorder, number, number);
    expect(log).toEqual(['g1-1 missing', 'g2', 'g3']);
    ordering.arrive(disorder, 1, 1);
    ordering.arrive(gap, 1, 1);
    expect(log.slice(3)).toEqual(['d1', 'd2', 'd3', 'g1 again']);
  });

  test('in a ledger of nothing but gaps, rows are not looked through for every item that comes', () => {
    const { log, ordering, row } = harness(1_000);
    let looks = 0;
    const rows = Array.from({ length: 500 }, (_, n) => {
      const each = row(`${n}:`);
      let waiting = each.waiting;
      return Object.defineProperty(each, 'waiting', { get: () => { looks += 1; return waiting; }, set: (value: typeof waiting) => { waiting = value; } });
    });
    for (let number = 2; number <= 400; number += 2) for (const each of rows) ordering.arrive(each, number, number);
    ordering.end();
    expect(log.length).toBe(500 * 200 * 2);
    // Looking through them all each time would be hundreds for each item.
    expect(looks / (500 * 200)).toBeLessThan(60);
  });
});
