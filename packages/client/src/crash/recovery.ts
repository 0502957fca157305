import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { CrashReport } from './crash-report.ts';
import type { StartPlan } from './ladder.ts';
import type { CaughtHere } from './evidence.ts';

export type TypedTexts = Pick<ComposerDrafts, 'all' | 'save' | 'textOf' | 'subscribe'>;

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
  takeReport(): CrashReport | undefined;
  acknowledgeReport(id: string): void;
  /** Writes that the device refused: above 0, the next start may not know of a crash of this one. */
  readonly refusedWrites: number;
  /** Ends it, and takes its hooks out. */
  uninstall(): void;
}
