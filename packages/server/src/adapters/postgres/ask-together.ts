import { setTimeout as sleep } from 'node:timers/promises';
import { SoraError } from '@sora/core';

/** Asks all of them in one statement; answers in the order of the questions. */
export type AskAll<Question, Answer> = (questions: readonly Question[]) => Promise<readonly Answer[]>;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

const mostTogether = 500;
const mostWaiting = 20_000;

/**
 * Questions that come while one statement is under way go out together in the next. Nothing is remembered: an answer is never older than
 * its question.
 * @param gatherMs pause before a statement that somebody waits for already: a quick database would otherwise be asked by two or three of a
 *   thousand at a time. Who comes alone never waits.
 * @returns asks one question. @throws {SoraError} `overloaded` when too many wait; whatever asking throws
 */
export function askTogether<Question, Answer>(askAll: AskAll<Question, Answer>, gatherMs: number): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let isUnderWay = false;

  async function goOn(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      await answerAll(askAll, waiting.splice(0, mostTogether));
      if (waiting.length > 0 && waiting.length < mostTogether) await sleep(gatherMs);
    }
    isUnderWay = false;
  }

  return (question) => new Promise((answer, fail) => {
    if (waiting.length >= mostWaiting) return fail(new SoraError('overloaded', { retryAfterMs: 1_000 }));
    waiting.push({ question, answer, fail });
    if (!isUnderWay) void goOn();
  });
}

async function answerAll<Question, Answer>(askAll: AskAll<Question, Answer>, asked: readonly Waiting<Question, Answer>[]): Promise<void> {
  try {
    const answers = await askAll(asked.map(({ question }) => question));
    for (const [index, { answer }] of asked.entries()) answer(answers[index] as Answer);
  } catch (error) {
    for (const { fail } of asked) fail(error);
  }
}
