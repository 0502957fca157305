import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is as wished, or the time is over; then the last answer, whatever it was. */
export async function eventually<T>(ask: () => Promise<T>, isWished: (answer: T) => boolean, deadlineMs = 20_000): Promise<T> {
  const untilMs = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (isWished(answer) || performance.now() >= untilMs) return answer;
    await sleep(100);
  }
}
