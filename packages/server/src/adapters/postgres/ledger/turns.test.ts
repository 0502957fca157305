import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('nothing is decided from memory while a batch of the tenant is under locks, whose end memory does not know', async () => {
  const turns = createTurns();
  const batch = Promise.withResolvers<string>();
  const happened: string[] = [];
  const locked = turns.underLocks('main', () => batch.promise).then((answer) => happened.push(answer));
  const speculating = turns.maySpeculate('main').then((may) => happened.push(`may: ${may}`));
  expect(await turns.maySpeculate('other')).toBe(true);
  expect(happened).toEqual([]);
  batch.resolve('booked');
  await Promise.all([locked, speculating]);
  expect(happened).toEqual(['booked', 'may: true']);
});

test('a batch that fails under locks is waited for like one that does not, and its error is its own', async () => {
  const turns = createTurns();
  const batch = Promise.withResolvers<never>();
  const locked = turns.underLocks('main', () => batch.promise);
  const speculating = turns.maySpeculate('main');
  batch.reject(new Error('no disk'));
  await expect(locked).rejects.toThrow('no disk');
  expect(await speculating).toBe(true);
});

test('a tenant whose memory was wrong again and again goes under locks; others do not', async () => {
  const turns = createTurns();
  const book = async (tenant: string) => await turns.underLocks(tenant, async () => undefined);
  turns.wrong('main');
  await book('main');
  turns.wrong('main');
  await book('main');
  expect([await turns.maySpeculate('main'), await turns.maySpeculate('other')]).toEqual([false, true]);
  await book('main');
  expect(await turns.maySpeculate('main')).toBe(true);
});
