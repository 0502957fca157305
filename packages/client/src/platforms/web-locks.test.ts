import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { webLocksLeadership } from './web-locks.ts';

// Node.js 24 has Web Locks; of a browser see the outbox in Chromium.
test('one of several leads, and the next one follows when it resigns', async () => {
  const leadership = webLocksLeadership('test-a', navigator.locks);
  const led: string[] = [];
  const campaign = (name: string) => leadership.campaign('outbox', (signal) => {
    led.push(name);
    signal.addEventListener('abort', () => { led.push(`${name} is over`); });
  });
  const [resignA, resignB, resignC] = [campaign('a'), campaign('b'), campaign('c')];
  await sleep(20);
  expect(led).toEqual(['a']);
  resignB();
  resignA();
  await sleep(20);
  expect(led).toEqual(['a', 'a is over', 'c']);
  resignC();
});

test('where there are no locks every page leads', () => {
  const led: number[] = [];
  const resign = [1, 2].map((page) => webLocksLeadership('test-b', undefined).campaign('outbox', () => { led.push(page); }));
  expect(led).toEqual([1, 2]);
  resign.forEach((end) => { end(); });
});

test('another name is another leader', async () => {
  const led: string[] = [];
  const resign = ['outbox', 'metrics'].map((name) => webLocksLeadership('test-c', navigator.locks).campaign(name, () => { led.push(name); }));
  await sleep(20);
  expect(led.sort()).toEqual(['metrics', 'outbox']);
  resign.forEach((end) => { end(); });
});
