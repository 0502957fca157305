import { setTimeout as sleep } from 'node:timers/promises';

/** Asks every 50 ms until the answer is as wished or the time is over; then the last answer, whatever it was. */
export async function within<Answer>(deadlineMs: number, ask: () => Promise<Answer>, isWished: (answer: Answer) => boolean): Promise<Answer> {
  const untilMs = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (isWished(answer) || performance.now() >= untilMs) return answer;
    await sleep(50);
  }
}
