import { expect, test } from 'vitest';
import { timeLabel } from './time-label.ts';

const midnightMs = new Date(2026, 10, 23).getTime();

test('midnight names the day where the window holds several', () => {
  expect(timeLabel(midnightMs, 604_800_000)).toContain('23 Nov');
  expect(timeLabel(midnightMs, 3_600_000)).toBe('00:00');
  expect(timeLabel(midnightMs + 3_600_000, 604_800_000)).toBe('01:00');
});

test('a window of a few minutes tells the seconds', () => {
  expect(timeLabel(midnightMs + 1_000, 60_000)).toBe('00:00:01');
});
