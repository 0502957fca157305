import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['SORA_PORT', 'SORA_HOST', 'SORA_REGION', 'SORA_METRICS_FLUSH_MS'];

test.for([['SORA_PROT', 'SORA_PORT'], ['SORA_PORTS', 'SORA_PORT'], ['SORA_HST', 'SORA_HOST'], ['SORA_METRIC_FLUSH', 'SORA_METRICS_FLUSH_MS']] as const)('%s is most like %s', ([mistyped, name]) => {
  expect(nearestName(mistyped, known)).toBe(name);
});

test('a word of its own is like none', () => {
  expect(nearestName('SORA_COFFEE_MACHINE', known)).toBeUndefined();
  expect(nearestName('SORA_PORT', [])).toBeUndefined();
});
