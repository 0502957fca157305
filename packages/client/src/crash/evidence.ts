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

/** What was caught, and where: a boundary's name, or `global`. */
export interface CaughtHere extends Caught {
  readonly where: string;
}

/**
 * What something that was caught says about this run. A page lives on after an error outside its root, so that alone is no crash: an analytics
 * script that fails at every start must not cost the user their screen.
 */
export function weighCaught(caught: Caught, isInteractive: boolean): Evidence {
  if (caught.isFatal || caught.at === 'root') return 'certain';
  return caught.at === 'global' && caught.origin === 'error' && !isInteractive ? 'suspected' : 'none';
}
