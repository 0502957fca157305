import type { Platform } from '../ports/platform.ts';

const answerWithinMs = 1_000;

/** Each page leads its own name while it lives; whoever cannot take over the last run's name in two seconds knows that it goes on. */
export function otherPages({ leadership, timers }: Pick<Platform, 'leadership' | 'timers'>): NonNullable<Platform['whenLastRunLives']> {
  return (runs, tell) => {
    leadership.campaign(`run-${runs.own}`, () => {});
    if (runs.last === undefined) return;
    let isDead = false;
    const resign = leadership.campaign(`run-${runs.last}`, () => { isDead = true; });
    const decide = () => {
      resign();
      if (!isDead) tell();
    };
    // Twice, so that a page that was busy for longer hears the answer that came meanwhile.
    timers.after(answerWithinMs, () => { timers.after(answerWithinMs, decide); });
  };
}
