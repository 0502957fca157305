import { expect, test } from 'vitest';
import { proveFirstLight } from './testing/first-light.ts';

test('first light: real data in by every door, read back exactly by the documented lines, through the death of PostgreSQL [OBS-8, OBS-9]', async () => {
  const { checks } = await proveFirstLight({ awayMs: 2_000, perSecond: 50, told: () => undefined });
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.length).toBeGreaterThan(25);
});
