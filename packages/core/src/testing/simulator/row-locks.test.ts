import { expect, test } from 'vitest';
import { type LockOwner, rowLocks } from './row-locks.ts';

const owner = (): LockOwner => ({ held: [], isOpen: true });

test('a row goes to those who wait for it, one after the other in the order in which they came', () => {
  const locks = rowLocks();
  const got: string[] = [];
  const [first, second, third] = [owner(), owner(), owner()];
  locks.lock(first, ['a'], () => got.push('first'));
  locks.lock(second, ['a', 'b'], () => got.push('second'));
  locks.lock(third, ['b'], () => got.push('third'));
  expect(got).toEqual(['first', 'third']);
  locks.release(first);
  expect(got).toEqual(['first', 'third']);
  locks.release(third);
  expect(got).toEqual(['first', 'third', 'second']);
});

test('one that was ended while it waited is passed by', () => {
  const locks = rowLocks();
  const got: string[] = [];
  const [first, second, third] = [owner(), owner(), owner()];
  locks.lock(first, ['a'], () => got.push('first'));
  locks.lock(second, ['a'], () => got.push('second'));
  locks.lock(third, ['a'], () => got.push('third'));
  locks.release(second);
  locks.release(first);
  expect(got).toEqual(['first', 'third']);
});
