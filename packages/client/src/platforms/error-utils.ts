import { quietly } from '../crash/quietly.ts';
import type { ErrorHooks, UncaughtError } from '../ports/error-hooks.ts';

type GlobalHandler = (error: unknown, isFatal?: boolean) => void;

/** React Native's `ErrorUtils`: one handler for all; whoever sets it last has it. */
export interface ErrorUtilsShape {
  getGlobalHandler(): GlobalHandler | undefined;
  setGlobalHandler(handler: GlobalHandler): void;
}

/** Hermes' `HermesInternal`: one rejection tracker, which cannot be read back. */
export interface HermesShape {
  enablePromiseRejectionTracker?: (options: { readonly allRejections: boolean; readonly onUnhandled: (id: number, error: unknown) => void; readonly onHandled?: (id: number) => void }) => void;
}

export interface ReactNativeGlobals {
  readonly errorUtils: ErrorUtilsShape | undefined;
  readonly hermes: HermesShape | undefined;
  /** Somebody else tracks rejections: React Native itself in development, or another SDK. Then we leave it to them, for we would take it away. */
  readonly isTrackerTaken: () => boolean;
}

/** React Native's handlers. Ours calls the one that was there before, whatever happens in ours; a tracker that is on cannot be taken out, so it falls silent. */
export function errorUtilsHooks({ errorUtils, hermes, isTrackerTaken }: ReactNativeGlobals): ErrorHooks {
  return {
    install(onUncaught) {
      let isInstalled = true;
      const tell = (uncaught: UncaughtError) => { if (isInstalled) quietly(() => { onUncaught(uncaught); }); };
      const removeHandler = quietly(() => errorUtils && chain(errorUtils, tell));
      quietly(() => { if (!isTrackerTaken()) track(hermes, tell); });
      return () => {
        isInstalled = false;
        quietly(() => removeHandler?.());
      };
    },
  };
}

function chain(errorUtils: ErrorUtilsShape, tell: (uncaught: UncaughtError) => void): () => void {
  const before = errorUtils.getGlobalHandler();
  const ours: GlobalHandler = (...args) => {
    tell({ error: args[0], origin: 'error', isFatal: args[1] === true });
    before?.(...args);
  };
  errorUtils.setGlobalHandler(ours);
  // When another's handler lies on ours, it keeps calling ours, which only passes on.
  return () => { if (before !== undefined && errorUtils.getGlobalHandler() === ours) errorUtils.setGlobalHandler(before); };
}

function track(hermes: HermesShape | undefined, tell: (uncaught: UncaughtError) => void): void {
  hermes?.enablePromiseRejectionTracker?.({ allRejections: true, onUnhandled: (_id, error) => { tell({ error, origin: 'rejection', isFatal: false }); } });
}
