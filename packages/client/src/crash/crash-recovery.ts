import type { Platform } from '../ports/platform.ts';
import type { CrashReporter } from './crash-reporter.ts';
import { followRun } from './follow-run.ts';
import { defaultLaunchLimits, type LaunchLimits } from './launch-window.ts';
import { quietly } from './quietly.ts';
import type { CrashRecovery } from './recovery.ts';
import { openRunRecord } from './run-record.ts';

export interface CrashRecoveryOptions {
  readonly platform: Pick<Platform, 'capsule' | 'device' | 'errors' | 'whenLastRunLives' | 'timers' | 'quietTimers' | 'randomId'>;
  /** Version of the app's code; a new one ends the safe starts. */
  readonly release: string;
  /** Removes what can be had again from the server. Called from the second recovery on; never touches what the user wrote. */
  readonly clearVolatileCaches?: () => void;
  readonly limits?: Partial<LaunchLimits>;
  /** `crashReporter()`, or nothing: an app that sends no reports carries no code for them. */
  readonly reporter?: CrashReporter;
}

export function createCrashRecovery({ platform, release, clearVolatileCaches, limits, reporter }: CrashRecoveryOptions): CrashRecovery {
  const record = openRunRecord(platform, { release, reporter });
  const { restart, ...run } = followRun({ ...platform, timers: platform.quietTimers ?? platform.timers }, record, { limits: { ...defaultLaunchLimits, ...limits }, reporter });
  let isCarriedOut = false;
  // As the last run left it: the first screen that is drawn keeps its own place.
  let { navigation } = record.state;
  return {
    ...run,
    boot: record.state.boot,
    get plan() { return record.plan; },
    get refusedWrites() { return record.refusedWrites; },
    subscribe: record.subscribe,
    perform() {
      if (record.state.evidence === 'certain' && record.plan.step !== 'safe-home') {
        const { reload } = platform.device;
        if (reload !== undefined && quietly(() => { reload(); return true; }) === true) return { kind: 'reloading' };
        restart({});
        ({ navigation } = record.state);
        isCarriedOut = false;
      }
      const { plan } = record;
      if (!isCarriedOut && (plan.step === 'restore-little' || plan.step === 'safe-home')) quietly(() => clearVolatileCaches?.());
      isCarriedOut = true;
      return { kind: 'ready', plan, navigation };
    },
    clear: () => { restart({ phase: 'ended', safeRelease: undefined }); },
    keepPlace: (navigation) => { if (navigation !== record.state.navigation) record.keep({ navigation }); },
    takeReport: () => record.state.report,
    acknowledgeReport: (id) => { if (record.state.report?.id === id) record.keep({ report: undefined }); },
  };
}
