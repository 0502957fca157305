import { expect, test } from 'vitest';
import { stretchesOf, stripPlan } from './strip-plan.ts';

test('a short log has a stretch for each number', () => {
  const plan = stripPlan({ toSeq: 3, numbers: 50_000, stretches: 120 });
  expect(plan).toEqual({ fromSeq: 1, toSeq: 3, each: 1 });
  expect(stretchesOf(plan)).toEqual([{ fromSeq: 1, toSeq: 1 }, { fromSeq: 2, toSeq: 2 }, { fromSeq: 3, toSeq: 3 }]);
});

test('a long one is cut evenly into as many as there may be, the last one shorter, without a hole', () => {
  expect(stretchesOf(stripPlan({ toSeq: 25, numbers: 20, stretches: 6 }))).toEqual([[6, 9], [10, 13], [14, 17], [18, 21], [22, 25]].map(([fromSeq, toSeq]) => ({ fromSeq, toSeq })));
  expect(stretchesOf(stripPlan({ toSeq: 10, numbers: 10, stretches: 4 })).at(-1)).toEqual({ fromSeq: 10, toSeq: 10 });
});

test('no number has no stretch', () => {
  expect(stretchesOf(stripPlan({ toSeq: 0, numbers: 10, stretches: 4 }))).toEqual([]);
});
