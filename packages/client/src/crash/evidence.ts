import type { AppVisibility } from '../ports/device.ts';
import type { Capsule } from './capsule.ts';

/** What speaks for a crash of this run. `suspected`: something failed before the app could be used; it is forgotten once it can. */
export type Evidence = 'none' | 'suspected' | 'certain';

/** Where something was caught: by the platform's global handler, or by a boundary around the whole app or around one screen. */
export type CaughtAt = 'global' | 'root' | 'screen';

export interface Caught {
  readonly at: CaughtAt;
  readonly origin: 'error' | 'rejection';
  /** The platform would end the app. A page of a browser never is. */
  readonly isFatal: boolean;
}

/**
 * What something that was caught says about this run. A page lives on after an error outside its root, so that alone is no crash: an analytics
 * script that fails at every start must not cost the user their screen.
 */
export function weighCaught(caught: Caught, isInteractive: boolean): Evidence {
  if (caught.isFatal || caught.at === 'root') return 'certain';
  return caught.at === 'global' && caught.origin === 'error' && !isInteractive ? 'suspected' : 'none';
}

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
  return hasScreen && isSeen(visibility) ? 'crashed' : 'unsure';
}

function isSeen(visibility: AppVisibility): boolean {
  return visibility === 'visible';
}
