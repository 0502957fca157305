import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { broadcastHints } from './broadcast-hints.ts';

test('what one page tells the others hear, itself not, and after the end nothing', async () => {
  const [one, other] = [broadcastHints('hints-test'), broadcastHints('hints-test')];
  const heard: (readonly string[])[] = [];
  const ends = [one, other].map((page) => page.listen((keys) => heard.push(keys)));
  one.tell(['a', 'b']);
  await sleep(50);
  expect(heard).toEqual([['a', 'b']]);
  ends.forEach((end) => { end(); });
  one.tell(['c']);
  await sleep(50);
  expect(heard).toEqual([['a', 'b']]);
});
