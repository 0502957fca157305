import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingRanges, rangesOf, type SeqRange } from './missing-ranges.ts';

const range = (fromSeq: number, toSeq: number): SeqRange => ({ fromSeq, toSeq });
const numbersOf = (ranges: readonly SeqRange[]) => ranges.flatMap(({ fromSeq, toSeq }) => Array.from({ length: toSeq - fromSeq + 1 }, (_, i) => fromSeq + i));

test('what lacks is everything, nothing, or the gaps', () => {
  expect(missingRanges([], 5)).toEqual([range(1, 5)]);
  expect(missingRanges([], 0)).toEqual([]);
  expect(missingRanges([range(1, 5)], 5)).toEqual([]);
  expect(missingRanges([range(4, 5), range(2, 2)], 9)).toEqual([range(1, 1), range(3, 3), range(6, 9)]);
});

test('what is there and what lacks are together the whole log, each number once, in as few ranges as can be', () => {
  const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(6)).map(([from, more]) => range(from, from + more)), { maxLength: 6 });
  fc.assert(fc.property(parts, fc.nat(30), (have, lastSeq) => {
    const missing = missingRanges(have, lastSeq);
    const there = new Set(numbersOf(have));
    const expected = Array.from({ length: lastSeq }, (_, i) => i + 1).filter((seq) => !there.has(seq));
    expect(numbersOf(missing)).toEqual(expected);
    expect(missing).toEqual(rangesOf(expected));
  }), { seed: 20_260_101 });
});

test('numbers are ranges, also where one comes twice', () => {
  expect(rangesOf([1, 2, 2, 3, 5, 7, 8])).toEqual([range(1, 3), range(5, 5), range(7, 8)]);
  expect(rangesOf([])).toEqual([]);
});
