import { SoraError } from '@sora/core';
import { fakeClock } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { createRemembered, credentialFreshMs } from './remembered.ts';

const away = () => Promise.reject(new SoraError('database-unavailable'));

test('within two seconds it is not asked again, afterwards it is', async () => {
  const clock = fakeClock();
  const remembered = createRemembered<number>(clock);
  let asked = 0;
  const ask = async () => (asked += 1);
  expect([await remembered.get('a', ask), await remembered.get('a', ask)]).toEqual([1, 1]);
  clock.advance(credentialFreshMs);
  expect(await remembered.get('a', ask)).toBe(2);
});

test('many who want to know at once ask once', async () => {
  const remembered = createRemembered<number>(fakeClock());
  let asked = 0;
  const answers = await Promise.all(Array.from({ length: 50 }, () => remembered.get('a', async () => (asked += 1))));
  expect([asked, new Set(answers).size]).toEqual([1, 1]);
});

test('while the database is away what was valid stays valid, but not for ever', async () => {
  const clock = fakeClock();
  const remembered = createRemembered<string>(clock);
  await remembered.get('a', async () => 'known');
  clock.advance(60_000);
  expect(await remembered.get('a', away)).toBe('known');
  clock.advance(15 * 60_000);
  await expect(remembered.get('a', away)).rejects.toThrow('does not answer');
});

test('who is not remembered is not let in while the database is away', async () => {
  await expect(createRemembered<string>(fakeClock()).get('a', away)).rejects.toThrow('does not answer');
});

test('a database that hangs holds up nobody who is remembered', async () => {
  const clock = fakeClock();
  const remembered = createRemembered<string>(clock);
  await remembered.get('a', async () => 'known');
  clock.advance(60_000);
  expect(await remembered.get('a', () => new Promise(() => undefined))).toBe('known');
});

test('any other failure is not covered up', async () => {
  const clock = fakeClock();
  const remembered = createRemembered<string>(clock);
  await remembered.get('a', async () => 'known');
  clock.advance(60_000);
  await expect(remembered.get('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('an answer that was on its way when memory was cleared is not remembered', async () => {
  const remembered = createRemembered<string>(fakeClock());
  let answer: (value: string) => void = () => undefined;
  const first = remembered.get('a', () => new Promise((resolve) => { answer = resolve; }));
  remembered.clear();
  answer('before the revocation');
  await first;
  expect(await remembered.get('a', async () => 'after it')).toBe('after it');
});
