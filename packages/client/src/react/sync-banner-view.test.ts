import { expect, test } from 'vitest';
import { isBannerShown, nextBannerStage } from './sync-banner-view.ts';

test('at the start only what matters is said: offline or syncing at once, reconnecting after two seconds [MOB-6]', () => {
  expect((['connected', 'reconnecting', 'offline', 'syncing'] as const).map((status) => isBannerShown({ status }, 'start'))).toEqual([false, false, true, true]);
  expect(nextBannerStage('reconnecting', 'start')).toEqual({ stage: 'speaking', afterMs: 2_000 });
  expect(nextBannerStage('offline', 'start')).toEqual({ stage: 'speaking', afterMs: 0 });
  expect(nextBannerStage('connected', 'start')).toEqual({ stage: 'quiet', afterMs: 0 });
});

test('whoever was told of a loss is told of the connection too, for three seconds', () => {
  expect(isBannerShown({ status: 'connected' }, 'speaking')).toBe(true);
  expect(nextBannerStage('connected', 'speaking')).toEqual({ stage: 'quiet', afterMs: 3_000 });
  expect(isBannerShown({ status: 'connected' }, 'quiet')).toBe(false);
  expect(nextBannerStage('connected', 'quiet')).toBeUndefined();
});

test('a loss is shown at once and stays', () => {
  expect(isBannerShown({ status: 'offline' }, 'quiet')).toBe(true);
  expect(nextBannerStage('offline', 'quiet')).toEqual({ stage: 'speaking', afterMs: 0 });
  expect(nextBannerStage('offline', 'speaking')).toBeUndefined();
});
