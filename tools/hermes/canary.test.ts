import { expect, test } from 'vitest';

/** What loose lowering and the old virtual machine get wrong without a word. */
test('the spread of a Map has its entries', () => {
  expect([...new Map([['a', 1], ['b', 2]]).keys()]).toEqual(['a', 'b']);
});

test('each turn of a loop has its own variable', () => {
  const functions: (() => number)[] = [];
  for (let i = 0; i < 3; i++) functions.push(() => i);
  expect(functions.map((each) => each())).toEqual([0, 1, 2]);
});

test('an async function waits, and its error is a rejection', async () => {
  const fail = async () => {
    await Promise.resolve();
    throw new Error('late');
  };
  await expect(fail()).rejects.toThrow('late');
});

test('a private field is private, and a class a class', () => {
  class Counter {
    #count = 0;
    next(): number { return (this.#count += 1); }
  }
  const counter = new Counter();
  expect([counter.next(), counter.next(), Object.keys(counter)]).toEqual([1, 2, []]);
});

test('an accessor beside a spread stays one', () => {
  let count = 0;
  const named = { name: 'a' };
  const counter = { ...named, get count() { return count; } };
  count = 3;
  expect(counter).toEqual({ name: 'a', count: 3 });
});
