import { createTurnstile } from '@sora/core';
import { expect, test } from 'vitest';
import { membersTogether } from './members-together.ts';

/** Everyone is a member whose number is even. */
function asked({ isAway = false } = {}) {
  const questions: (readonly [string, number])[] = [];
  const membersAmong = async (_tenant: string, chat: string, users: readonly string[]) => {
    questions.push([chat, users.length]);
    if (isAway) throw new Error('away');
    return users.filter((user) => Number(user) % 2 === 0);
  };
  return { questions, isStillMember: membersTogether({ chats: { membersAmong }, turnstile: createTurnstile(2), gatherMs: 5 }) };
}

test('ten thousand sockets of one room are ten questions, and each gets its own answer', async () => {
  const { questions, isStillMember } = asked();
  const answers = await Promise.all(Array.from({ length: 10_000 }, (_, n) => isStillMember({ tenant: 'main', chat: 'r' }, `${n}`)));
  expect(answers).toEqual(Array.from({ length: 10_000 }, (_, n) => n % 2 === 0));
  expect(questions).toEqual(Array.from({ length: 10 }, () => ['r', 1_000]));
});

test('chats are asked about apart, a user with two sockets once, and who comes later anew', async () => {
  const { questions, isStillMember } = asked();
  const of = (chat: string, user: string) => isStillMember({ tenant: 'main', chat }, user);
  expect(await Promise.all([of('a', '2'), of('a', '2'), of('b', '2'), of('b', '3')])).toEqual([true, true, true, false]);
  await of('a', '4');
  expect(questions).toEqual([['a', 1], ['b', 2], ['a', 1]]);
});

test('when nobody can be asked, everyone hears of it, and the next is asked anew', async () => {
  const { questions, isStillMember } = asked({ isAway: true });
  const place = { tenant: 'main', chat: 'r' };
  await expect(Promise.allSettled([isStillMember(place, '1'), isStillMember(place, '2')])).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  await expect(isStillMember(place, '1')).rejects.toThrow('away');
  expect(questions).toHaveLength(2);
});
