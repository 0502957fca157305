import type { Capsule } from './capsule.ts';
import type { CrashReporter } from './crash-reporter.ts';
import { type CaughtHere, type Evidence, weighCaught } from './evidence.ts';

const ranks: Readonly<Record<Evidence, number>> = { none: 0, suspected: 1, certain: 2 };

export interface NoteFacts {
  readonly isInteractive: boolean;
  readonly reporter: CrashReporter | undefined;
  /** What is typed now. */
  readonly texts: () => Readonly<Record<string, string>>;
}

/** What something that was caught changes in the capsule; undefined when nothing, so that a storm of errors is not one of writes. */
export function noteCaught(state: Capsule, { error, caught }: { readonly error: unknown; readonly caught: CaughtHere }, { isInteractive, reporter, texts }: NoteFacts): Partial<Capsule> | undefined {
  const evidence = weighCaught(caught, isInteractive);
  const isCrash = evidence !== 'none';
  const isWorse = ranks[evidence] > ranks[state.evidence];
  const report = reporter?.caught(state, { error, caught, isCrash, isWorse });
  if (!isWorse && report === undefined) return undefined;
  return { ...(report && { report }), ...(isWorse && { evidence }), ...(isCrash && { composer: texts() }) };
}
