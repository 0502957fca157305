import { setImmediate as aTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askTogether } from './ask-together.ts';

/** Timers fire in the order in which they are due, however busy the machine is. */
const gathered = (gatherMs = 1) => sleep(gatherMs + 5);

/** Asks that wait until they are let go. */
function heldBack(gatherMs = 1) {
  const asked: (readonly number[])[] = [];
  const letGo: ((outcome: 'answer' | 'fail') => void)[] = [];
  const ask = askTogether<number, string>((questions) => new Promise((answer, fail) => {
    asked.push(questions);
    letGo.push((outcome) => (outcome === 'answer' ? answer(questions.map((n) => `answer ${n}`)) : fail(new Error('away'))));
  }), gatherMs);
  return { ask, asked, letGo };
}

test('what is asked while a statement is under way goes out together in the next, and each gets its own answer', async () => {
  const { ask, asked, letGo } = heldBack();
  const answers = [1, 2, 3].map((n) => ask(n));
  expect(asked).toEqual([[1]]);
  letGo[0]?.('answer');
  expect(await answers[0]).toBe('answer 1');
  await gathered();
  expect(asked).toEqual([[1], [2, 3]]);
  letGo[1]?.('answer');
  expect(await Promise.all(answers)).toEqual(['answer 1', 'answer 2', 'answer 3']);
});

test('a statement that somebody waits for waits for others, one that nobody waited for goes out at once', async () => {
  const { ask, asked, letGo } = heldBack(100);
  const answers = [ask(1), ask(2)];
  letGo[0]?.('answer');
  await answers[0];
  await aTurn();
  answers.push(ask(3));
  expect(asked).toEqual([[1]]);
  await gathered(100);
  expect(asked).toEqual([[1], [2, 3]]);
  letGo[1]?.('answer');
  await Promise.all(answers);
  await gathered();
  void ask(4);
  expect(asked).toEqual([[1], [2, 3], [4]]);
});

test('a question that comes later is asked anew, though the same was answered before', async () => {
  const { ask, asked, letGo } = heldBack();
  for (const round of [0, 1]) {
    const answer = ask(7);
    letGo[round]?.('answer');
    expect(await answer).toBe('answer 7');
    await gathered();
  }
  expect(asked).toEqual([[7], [7]]);
});

test('a statement that fails fails those who asked in it, and the next ones are asked', async () => {
  const { ask, letGo } = heldBack();
  const [first, second] = [ask(1), ask(2)];
  letGo[0]?.('fail');
  await expect(first).rejects.toThrow('away');
  await gathered();
  letGo[1]?.('answer');
  expect(await second).toBe('answer 2');
});

test('no more than 500 go out at once, and past 20,000 the next is refused', async () => {
  const { ask, asked, letGo } = heldBack();
  const answers = Array.from({ length: 20_001 }, (_, n) => ask(n));
  await expect(ask(9)).rejects.toMatchObject({ problem: 'overloaded' });
  for (let round = 0; round < 41; round++) {
    letGo[round]?.('answer');
    await gathered();
  }
  expect(await Promise.all(answers)).toHaveLength(20_001);
  expect(asked.map(({ length }) => length)).toEqual([1, ...Array<number>(40).fill(500)]);
});
