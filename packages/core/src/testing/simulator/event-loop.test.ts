import { expect, test } from 'vitest';
import { eventLoop } from './event-loop.ts';

test('time passes from event to event, in the order of their time', async () => {
  const loop = eventLoop(1000);
  const seen: string[] = [];
  loop.after(20, () => seen.push(`late ${loop.nowMs()}`));
  loop.after(5, () => { loop.after(1, () => seen.push(`next ${loop.nowMs()}`)); });
  const cancel = loop.after(10, () => seen.push('cancelled'));
  cancel();
  expect(await loop.runUntil(() => false)).toBe(false);
  expect(seen).toEqual(['next 1006', 'late 1020']);
});

test('what follows from a promise that an event settles happens before the next event', async () => {
  const loop = eventLoop(0);
  const seen: string[] = [];
  loop.after(1, () => {
    loop.stir();
    void Promise.resolve().then(() => Promise.resolve()).then(() => seen.push('promise'));
  });
  loop.after(1.5, () => seen.push('event'));
  expect(await loop.runUntil(() => seen.length === 2)).toBe(true);
  expect(seen).toEqual(['promise', 'event']);
});
