import type { ErrorHooks, UncaughtError } from '../ports/error-hooks.ts';

/** A platform whose uncaught errors a test makes up. */
export interface FakeErrorHooks extends ErrorHooks {
  readonly installed: number;
  fail(uncaught: Partial<UncaughtError>): void;
}

export function fakeErrorHooks(): FakeErrorHooks {
  const all = new Set<(uncaught: UncaughtError) => void>();
  return {
    install(onUncaught) {
      all.add(onUncaught);
      return () => { all.delete(onUncaught); };
    },
    get installed() { return all.size; },
    fail: (uncaught) => { all.forEach((tell) => { tell({ error: new Error('broken'), origin: 'error', isFatal: true, ...uncaught }); }); },
  };
}
