import { quietly } from '../crash/quietly.ts';
import type { ErrorHooks } from '../ports/error-hooks.ts';

type Monitor = (error: unknown, origin: string) => void;

/** The part of Node's `process` that tells of what nobody caught. */
export interface ProcessEvents {
  on(name: 'uncaughtExceptionMonitor', listener: Monitor): unknown;
  off(name: 'uncaughtExceptionMonitor', listener: Monitor): unknown;
  listenerCount(name: 'uncaughtException'): number;
}

/** By the monitor event, which changes nothing: with a listener of `uncaughtException` the process would live on. Rejections come here too, as Node ends the process for them. */
export function processErrors(events: ProcessEvents): ErrorHooks {
  return {
    install(onUncaught) {
      const monitor: Monitor = (error, origin) => {
        quietly(() => { onUncaught({ error, origin: origin === 'unhandledRejection' ? 'rejection' : 'error', isFatal: events.listenerCount('uncaughtException') === 0 }); });
      };
      events.on('uncaughtExceptionMonitor', monitor);
      return () => { events.off('uncaughtExceptionMonitor', monitor); };
    },
  };
}
