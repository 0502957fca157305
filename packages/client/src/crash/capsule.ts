import type { AppVisibility } from '../ports/device.ts';
import { checksum } from './checksum.ts';
import type { CrashReport } from './crash-report.ts';
import type { Evidence } from './evidence.ts';
import { quietly } from './quietly.ts';

/** `launching` until the app has been usable for a while, `calm` once it has run for minutes, `ended` when it was ended on purpose. */
export type RunPhase = 'launching' | 'running' | 'calm' | 'ended';

/** What the next start has to know of this one, kept synchronously while it may still be the last thing that this one does. */
export interface Capsule {
  readonly release: string;
  /** Random name of this run, and how many there were. */
  readonly boot: string;
  readonly bootCount: number;
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

const openingLength = '{"sum":"00000000",'.length;

/** One JSON value. The checksum stands first and covers every character after its comma. */
export function encodeCapsule(capsule: Capsule, counter: number): string {
  return sealed(JSON.stringify({ v: capsuleVersion, counter, ...capsule }).slice(1));
}

function sealed(rest: string): string {
  return `{"sum":"${checksum(rest)}",${rest}`;
}

/** Undefined for anything that is not whole: torn, garbage, or written by a version that is not known here. */
export function decodeCapsule(text: string | undefined): { readonly capsule: Capsule; readonly counter: number } | undefined {
  if (text === undefined || text !== sealed(text.slice(openingLength))) return undefined;
  // Whoever has the right checksum was written by us, so only what another version might have changed is looked at.
  const stored = quietly(() => JSON.parse(text) as Stored);
  if (stored?.v !== capsuleVersion) return undefined;
  const { sum: _sum, v: _v, counter, ...capsule } = stored;
  return { capsule, counter };
}

type Stored = Capsule & { readonly sum: string; readonly v: number; readonly counter: number };
