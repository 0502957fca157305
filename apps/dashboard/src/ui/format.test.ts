import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatPercent, formatSeq, formatTicks, formatValue } from './format.ts';

test('a number shows about three digits, as many as its error bound allows', () => {
  expect([0.4237, 4.237, 42.37, 423.7, 4237].map((value) => formatValue(value, 'fps'))).toEqual(['0.42 fps', '4.24 fps', '42.4 fps', '424 fps', '4,237 fps']);
});

test('values are shown in the unit a person would use', () => {
  expect(formatValue(12_340, 'ms')).toBe('12.3 s');
  expect(formatValue(2_400_000, 'bytes/s')).toBe('2.4 MB/s');
  expect(formatValue(0.0123, 'good/total')).toBe('1.23 %');
  expect(formatValue(0.5, 'share')).toBe('50 %');
  expect(formatValue(1234, 'count')).toBe('1,234');
  expect(formatBytes(191_000_000)).toBe('191 MB');
});

test('the ticks of an axis share one unit', () => {
  expect(formatTicks([0, 5_000, 10_000], 'ms')).toEqual(['0 s', '5 s', '10 s']);
  expect(formatTicks([0, 200], 'ms')).toEqual(['0 ms', '200 ms']);
});

test('counts are exact below a million', () => {
  expect([0, 12_480, 999_999, 1_240_000].map(formatCount)).toEqual(['0', '12,480', '999,999', '1.24m']);
  expect(formatSeq(1_240_017)).toBe('1,240,017');
});

test('a share of nothing is nothing, and durations take one unit', () => {
  expect(formatPercent(0)).toBe('0 %');
  expect([4_200, 61_000, 7_300_000, 200_000_000].map(formatDuration)).toEqual(['4 s', '1 min', '2 h', '2 d']);
});
