import { describe, expect, test } from 'vitest';
import { laneOf } from './lane-of.ts';

describe('the lane of a payer', () => {
  test.each([['', 0x811c9dc5], ['a', 0xe40c292c], ['foobar', 0xbf9cf968]])('follows FNV-1a, so that every server finds the same: %j', (text, hash) => {
    expect(laneOf(text, 2 ** 32)).toBe(hash);
    expect(laneOf(text, 7)).toBe(hash % 7);
  });

  test('spreads payers over all lanes about evenly', () => {
    const lanes = Array.from({ length: 8000 }, (_, i) => laneOf(`user:USD:${i}`, 8));
    for (let lane = 0; lane < 8; lane++) expect(lanes.filter((each) => each === lane).length).toBeGreaterThan(800);
  });
});
