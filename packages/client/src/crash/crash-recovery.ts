import type { FrameReport } from '@sora/core';
import type { Platform } from '../ports/platform.ts';
import { toFrameReport } from './crash-report.ts';
import type { StartPlan } from './ladder.ts';
import { followRun, type TypedTexts } from './follow-run.ts';
import { defaultLaunchLimits, type LaunchLimits } from './launch-window.ts';
import { quietly } from './quietly.ts';
import { openRunRecord } from './run-record.ts';
import type { CaughtHere } from './take-note.ts';

export interface CrashRecoveryOptions {
  readonly platform: Pick<Platform, 'capsule' | 'device' | 'errors' | 'leadership' | 'monotonic' | 'timers' | 'quietTimers' | 'randomId'>;
  /** Version of the app's code; a new one ends the safe starts. */
  readonly release: string;
  /** Removes what can be had again from the server. Called from the second recovery on; never touches what the user wrote. */
  readonly clearVolatileCaches?: () => void;
  readonly limits?: Partial<LaunchLimits>;
}

export type RecoveryOutcome =
  | { readonly kind: 'reloading' }
  /** What this start restores is at hand; `plan` says how much that is. */
  | { readonly kind: 'ready'; readonly plan: StartPlan; readonly navigation: string | undefined };

/** Crash recovery of one run. Nothing here throws. */
export interface CrashRecovery {
  /** Names this start, and what is measured in it. */
  readonly boot: string;
  readonly plan: StartPlan;
  subscribe(listener: (plan: StartPlan) => void): () => void;
  /**
   * Brings the user back. At a start: does what the plan says. After a crash that the app outlived: one step further, by a reload where the device
   * can; never once the app is at its safe home.
   */
  perform(): RecoveryOutcome;
  /** The user wants everything back: forgets crashes and safe starts. */
  clear(): void;
  /** The app can be used. */
  markInteractive(): void;
  /** The launch is over, before its time. */
  markHealthy(): void;
  /** The app is about to be ended or reloaded on purpose. */
  markEnding(): void;
  note(error: unknown, caught: CaughtHere): void;
  /** Where the user is; kept for the next start. */
  keepPlace(navigation: string | undefined): void;
  /** Hands back what was typed when the last run died, and keeps these texts when this one does. */
  keepTexts(drafts: TypedTexts): void;
  /** Of the last death, to be sent first. It stays until it is acknowledged. */
  takeReport(): FrameReport | undefined;
  acknowledgeReport(id: string): void;
  /** Writes that the device refused: above 0, the next start may not know of a crash of this one. */
  readonly refusedWrites: number;
  /** Ends it, and takes its hooks out. */
  uninstall(): void;
}

export function createCrashRecovery({ platform, release, clearVolatileCaches, limits }: CrashRecoveryOptions): CrashRecovery {
  const record = openRunRecord(platform, release);
  const { restart, ...run } = followRun({ ...platform, timers: platform.quietTimers ?? platform.timers }, record, { ...defaultLaunchLimits, ...limits });
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
    takeReport: () => record.state.report && toFrameReport(record.state.report, platform.monotonic.nowMs()),
    acknowledgeReport: (id) => { if (record.state.report?.id === id) record.keep({ report: undefined }); },
  };
}
