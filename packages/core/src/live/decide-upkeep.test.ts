import { expect, test } from 'vitest';
import { decideUpkeep, type UpkeepFacts } from './decide-upkeep.ts';

const limits = { helloWithinMs: 5_000, pingMs: 20_000, maxStalledMs: 10_000 };
const quiet: UpkeepFacts = { openedAtMs: 0, hasSaidHello: true, heardAtMs: 0, pingDueAtMs: Infinity, recheckDueAtMs: Infinity, stalledSinceMs: undefined };
const due = (facts: Partial<UpkeepFacts>, nowMs: number) => decideUpkeep({ ...quiet, ...facts }, limits, nowMs);

test('a socket that says no hello in time is closed', () => {
  expect([due({ hasSaidHello: false }, 4_999), due({ hasSaidHello: false }, 5_000)]).toEqual([[], ['hello-timeout']]);
});

test('a socket without a sign of life for two and a half pings is gone', () => {
  expect([due({}, 49_999), due({}, 50_000), due({ heardAtMs: 1 }, 50_000)]).toEqual([[], ['hang-up'], []]);
});

test('a socket that takes nothing is hung up on, also when it still answers pings', () => {
  expect([due({ stalledSinceMs: 0 }, 9_999), due({ stalledSinceMs: 0, heardAtMs: 9_999 }, 10_000)]).toEqual([[], ['hang-up']]);
});

test('pings and looks at the token fall due by themselves', () => {
  expect([due({ pingDueAtMs: 10 }, 9), due({ pingDueAtMs: 10 }, 10), due({ pingDueAtMs: 10, recheckDueAtMs: 10 }, 10)]).toEqual([[], ['ping'], ['ping', 'recheck']]);
});
