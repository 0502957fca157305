import type { RulesWitness } from '@sora/core';

export interface WitnessView {
  /** What is asked, and by whom, in a line. */
  readonly headline: string;
  /** As `rules explain` reads it. */
  readonly json: string;
}

export function witnessView(witness: RulesWitness): WitnessView {
  const { operation, path, auth } = witness.request as { readonly operation?: unknown; readonly path?: unknown; readonly auth?: { readonly uid?: unknown } | null };
  const caller = auth === null || auth === undefined ? 'without a session' : `as ${String(auth.uid)}`;
  return { headline: `${String(operation)} ${path === undefined ? '' : String(path)} ${caller}`, json: JSON.stringify(witness, undefined, 2) };
}
