import type { Capsule } from './capsule.ts';

/** `unsure`: it died in its launch window, but unseen: killed in the background, closed, or reloaded. Neither a crash nor a good run. */
export type RunOutcome = 'crashed' | 'fine' | 'unsure';

/**
 * How the last run ended, from what it left behind.
 * @param hasScreen false for a program that nobody looks at: being killed is part of its life, only what its handler caught is a crash
 */
export function judgeRun({ evidence, phase, visibility }: Pick<Capsule, 'evidence' | 'phase' | 'visibility'>, hasScreen: boolean): RunOutcome {
  if (phase === 'ended') return 'fine';
  if (evidence !== 'none') return 'crashed';
  if (phase !== 'launching') return 'fine';
  return hasScreen && visibility === 'visible' ? 'crashed' : 'unsure';
}
