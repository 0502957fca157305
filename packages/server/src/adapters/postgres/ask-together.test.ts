import { setImmediate as aTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askTogether } from './ask-together.ts';

/** Asks that wait until they are let go. */
function heldBack() {
  const asked: (readonly number[])[] = [];
  const letGo: ((outcome: 'answer' | 'fail') => void)[] = [];
  const ask = askTogether<number, string>((questions) => new Promise((answer, fail) => {
    asked.push(questions);
    letGo.push((outcome) => (outcome === 'answer' ? answer(questions.map((n) => `answer ${n}`)) : fail(new Error('away'))));
  }));
  return { ask, asked, letGo };
}

test('what is asked while a statement is under way goes out together in the next, and each gets its own answer', async () => {
  const { ask, asked, letGo } = heldBack();
  const answers = [1, 2, 3].map((n) => ask(n));
  expect(asked).toEqual([[1]]);
  letGo[0]?.('answer');
  expect(await answers[0]).toBe('answer 1');
  await aTurn();
  expect(asked).toEqual([[1], [2, 3]]);
  letGo[1]?.('answer');
  expect(await Promise.all(answers)).toEqual(['answer 1', 'answer 2', 'answer 3']);
});

test('a question that comes later is asked anew, though the same was answered before', async () => {
  const { ask, asked, letGo } = heldBack();
  for (const round of [0, 1]) {
    const answer = ask(7);
    letGo[round]?.('answer');
    expect(await answer).toBe('answer 7');
    await aTurn();
  }
  expect(asked).toEqual([[7], [7]]);
});

test('a statement that fails fails those who asked in it, and the next ones are asked', async () => {
  const { ask, letGo } = heldBack();
  const [first, second] = [ask(1), ask(2)];
  letGo[0]?.('fail');
  await expect(first).rejects.toThrow('away');
  await aTurn();
  letGo[1]?.('answer');
  expect(await second).toBe('answer 2');
});

test('no more than 500 go out at once, and past 20,000 the next is refused', async () => {
  const { ask, asked, letGo } = heldBack();
  const answers = Array.from({ length: 20_001 }, (_, n) => ask(n));
  await expect(ask(9)).rejects.toMatchObject({ problem: 'overloaded' });
  for (let round = 0; round < 41; round++) {
    letGo[round]?.('answer');
    await aTurn();
  }
  expect(await Promise.all(answers)).toHaveLength(20_001);
  expect(asked.map(({ length }) => length)).toEqual([1, ...Array<number>(40).fill(500)]);
});
