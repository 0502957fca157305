import { isOf, reportOn } from './begin-run.ts';
import type { Capsule } from './capsule.ts';
import { describeError } from './crash-report.ts';
import { type Caught, type Evidence, weighCaught } from './evidence.ts';

const ranks: Readonly<Record<Evidence, number>> = { none: 0, suspected: 1, certain: 2 };

/** What was caught, and where: a boundary's name, or `global`. */
export interface CaughtHere extends Caught {
  readonly where: string;
}

export interface NoteFacts {
  readonly isInteractive: boolean;
  /** Reports that this run has made. */
  readonly reports: number;
  /** What is typed now. */
  readonly texts: () => Readonly<Record<string, string>>;
}

/**
 * What something that was caught changes in the capsule; undefined when nothing, so that a storm of errors is not one of writes. The first report
 * of a run stays until something worse happens; what is no crash never takes the place of one.
 */
export function noteCaught(state: Capsule, noted: { readonly error: unknown; readonly caught: CaughtHere }, facts: NoteFacts): Partial<Capsule> | undefined {
  const evidence = weighCaught(noted.caught, facts.isInteractive);
  const { boot, report } = state;
  const isCrash = evidence !== 'none';
  const isWorse = ranks[evidence] > ranks[state.evidence];
  if (!isWorse && report !== undefined && (!isCrash || isOf(boot, report))) return undefined;
  return {
    report: reportOn(state, facts.reports + 1, { ...describeError(noted.error), kind: isCrash ? 'crash' : 'error', where: noted.caught.where }),
    ...(isWorse && { evidence }),
    ...(isCrash && { composer: facts.texts() }),
  };
}

/** The capsule's change when what looked like a crash was none. */
export function forgiven({ boot, report }: Capsule): Partial<Capsule> {
  return { evidence: 'none', report: report !== undefined && isOf(boot, report) ? { ...report, kind: 'error' } : report };
}
