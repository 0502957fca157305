import { expect, test } from 'vitest';
import { createChecks } from './testing/checks.ts';
import { proveFirstLight } from './testing/first-light.ts';

test('first light: real data in by every door, read back exactly by the documented lines, through the death of PostgreSQL [OBS-8, OBS-9]', async () => {
  const checks = createChecks(() => undefined);
  await proveFirstLight(checks, { awayMs: 3_000, perSecond: 50 });
  expect(checks.all.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.all.length).toBeGreaterThan(25);
});
