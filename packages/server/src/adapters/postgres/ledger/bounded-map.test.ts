import { expect, test } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

test('never holds more than its bound, and always what was set last', () => {
  const map = new BoundedMap<number, string>(100);
  for (let key = 0; key < 1_000; key++) {
    map.set(key, `${key}`);
    const held = Array.from({ length: key + 1 }, (_, n) => n).filter((each) => map.get(each) !== undefined);
    expect(held.length).toBeLessThanOrEqual(100);
    expect(held).toEqual(held.map((_, n) => key - held.length + 1 + n));
    expect(held.length).toBeGreaterThanOrEqual(Math.min(key + 1, 50));
  }
});

test('what is set again and again stays, whatever comes and goes', () => {
  const map = new BoundedMap<string, number>(10);
  for (let n = 0; n < 100; n++) {
    map.set('hot', n);
    map.set(`passing ${n}`, n);
    expect(map.get('hot')).toBe(n);
  }
  expect(map.get('passing 0')).toBeUndefined();
});

test('what was deleted is gone, from both generations', () => {
  const map = new BoundedMap<string, number>(4);
  for (const key of ['a', 'b', 'a']) map.set(key, 1);
  map.delete('a');
  expect([map.get('a'), map.get('b')]).toEqual([undefined, 1]);
  map.clear();
  expect(map.get('b')).toBeUndefined();
});
