import { expect, test } from 'vitest';
import { lonePoints, valueRange } from './chart-scale.ts';

test('the axis begins at zero and shows the limit where it is drawn', () => {
  expect(valueRange({ unit: 'ms', limit: { value: 250, label: '', onScale: true } }, { lowest: 0, highest: 100 })).toEqual([0, 280]);
  expect(valueRange({ unit: 'ms', limit: { value: 250, label: '', onScale: false } }, { lowest: 0, highest: 10 })[1]).toBeCloseTo(11.2);
});

test('an axis of zeros has a height, and a share ends at a hundred per cent', () => {
  expect(valueRange({ unit: 'count' }, { lowest: 0, highest: 0 })).toEqual([0, 1]);
  expect(valueRange({ unit: 'share' }, { lowest: 0, highest: 1 })).toEqual([0, 1.02]);
});

test('what is below zero is shown, with the ground in sight', () => {
  expect(valueRange({ unit: '' }, { lowest: -100, highest: -20 })).toEqual([expect.closeTo(-112), 0]);
  expect(valueRange({ unit: '' }, { lowest: -100, highest: 50 })).toEqual([expect.closeTo(-112), expect.closeTo(56)]);
});

test('a share that should be nearly one is shown where it moves, and never above its lowest value', () => {
  const limit = { value: 0.99, label: '', onScale: true };
  const [bottom, top] = valueRange({ unit: 'share', limit }, { lowest: 0.985, highest: 1 });
  expect([bottom > 0.9, bottom < 0.985, top > 1]).toEqual([true, true, true]);
  expect(valueRange({ unit: 'share', limit }, { lowest: 0.4, highest: 1 })[0]).toBeLessThan(0.4);
});

test('a point between gaps is found, so that it is drawn at all', () => {
  expect(lonePoints([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  expect(lonePoints([7])).toEqual([0]);
});
