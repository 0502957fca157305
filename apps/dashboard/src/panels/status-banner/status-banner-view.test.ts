import { expect, test } from 'vitest';
import type { LiveState } from '../../api/live-stream.ts';
import { formatClockSeconds } from '../../ui/format.ts';
import { statusBannerView } from './status-banner-view.ts';

const fine: LiveState = { connection: 'open', database: 'available', connectionSinceMs: 0, databaseSinceMs: 0 };

test('nothing is said while all is well, nor about a blink', () => {
  expect(statusBannerView(fine, 60_000)).toBeUndefined();
  expect(statusBannerView({ ...fine, connection: 'down', connectionSinceMs: 59_000 }, 60_000)).toBeUndefined();
});

test('a lost connection and a lost database are told apart, each with its start', () => {
  expect(statusBannerView({ ...fine, connection: 'down', connectionSinceMs: 1_000 }, 60_000)?.headline).toBe(`No connection to SORA since ${formatClockSeconds(1_000)}.`);
  expect(statusBannerView({ ...fine, database: 'unavailable', databaseSinceMs: 2_000 }, 60_000)).toMatchObject({ tone: 'critical', headline: `The database has not answered since ${formatClockSeconds(2_000)}.` });
});
