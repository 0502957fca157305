import { expect, test } from 'vitest';
import { lonePoints, valueRange } from './chart-scale.ts';

test('the axis begins at zero and shows the limit where it is drawn', () => {
  expect(valueRange({ unit: 'ms', limit: { value: 250, label: '', onScale: true } }, 100)).toEqual([0, 280]);
  expect(valueRange({ unit: 'ms', limit: { value: 250, label: '', onScale: false } }, 10)[1]).toBeCloseTo(11.2);
});

test('an axis of zeros has a height, and a share ends at a hundred per cent', () => {
  expect(valueRange({ unit: 'count' }, 0)).toEqual([0, 1]);
  expect(valueRange({ unit: 'share' }, 1)).toEqual([0, 1.02]);
});

test('a point between gaps is found, so that it is drawn at all', () => {
  expect(lonePoints([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  expect(lonePoints([7])).toEqual([0]);
});
