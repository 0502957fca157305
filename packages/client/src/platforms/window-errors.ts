import { quietly } from '../crash/quietly.ts';
import type { ErrorHooks } from '../ports/error-hooks.ts';

/** The window's own events. Every listener hears them, so nobody's is stolen, and what the browser does by default it still does. */
export function windowErrors(target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): ErrorHooks {
  return {
    install(onUncaught) {
      const onError = (event: Event) => { quietly(() => { onUncaught({ error: errorOf(event), origin: 'error', isFatal: false }); }); };
      const onRejection = (event: Event) => { quietly(() => { onUncaught({ error: (event as Partial<PromiseRejectionEvent>).reason, origin: 'rejection', isFatal: false }); }); };
      target.addEventListener('error', onError);
      target.addEventListener('unhandledrejection', onRejection);
      return () => {
        target.removeEventListener('error', onError);
        target.removeEventListener('unhandledrejection', onRejection);
      };
    },
  };
}

// A script of another origin gives a message and no error.
function errorOf(event: Event): unknown {
  const { error, message } = event as Partial<ErrorEvent>;
  return error ?? message;
}
