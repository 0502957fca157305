export interface UncaughtError {
  readonly error: unknown;
  readonly origin: 'error' | 'rejection';
  /** The platform would end the app if nobody took this. */
  readonly isFatal: boolean;
}

/**
 * The global handlers of a platform. They are chained, never stolen: whoever was there before (Sentry, Bugsnag) is called after us, with
 * the same arguments, whatever we do.
 */
export interface ErrorHooks {
  /** Answers how to take the hooks out again, which leaves hooks that others put on top of ours in place. @param onUncaught must not throw, and everything it keeps it keeps synchronously */
  install(onUncaught: (uncaught: UncaughtError) => void): () => void;
}
