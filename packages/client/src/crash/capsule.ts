import type { AppVisibility } from '../ports/device.ts';
import type { CrashReport } from './crash-report.ts';
import type { Evidence } from './evidence.ts';
import { seal, unseal } from './sealed-text.ts';

/** `launching` until the app has been usable for a while, `calm` once it has run for minutes, `ended` when it was ended on purpose. */
export type RunPhase = 'launching' | 'running' | 'calm' | 'ended';

/** What the next start has to know of this one, kept synchronously while it may still be the last thing that this one does. */
export interface Capsule {
  readonly release: string;
  /** Random name of this run. */
  readonly boot: string;
  readonly phase: RunPhase;
  readonly visibility: AppVisibility;
  readonly evidence: Evidence;
  /** Steps of the ladder that have been taken: 0 to 3. */
  readonly recoveriesUsed: number;
  /** The release whose starts are safe ones. */
  readonly safeRelease: string | undefined;
  /** Where the user was, in the words of the app's router. */
  readonly navigation: string | undefined;
  /** What the user had typed when the crash was handled; empty otherwise, for then the journal knows better. */
  readonly composer: Readonly<Record<string, string>>;
  readonly report: CrashReport | undefined;
}

export const capsuleVersion = 1;

export function encodeCapsule(capsule: Capsule, counter: number): string {
  return seal({ counter, ...capsule }, capsuleVersion);
}

/** Undefined for anything that is not whole, or was written by a version that is not known here. */
export function decodeCapsule(text: string | undefined): { readonly capsule: Capsule; readonly counter: number } | undefined {
  const { v, value } = unseal(text ?? '');
  if (v !== capsuleVersion || value === undefined) return undefined;
  const { counter, ...capsule } = value as Capsule & { readonly counter: number };
  return { capsule, counter };
}
