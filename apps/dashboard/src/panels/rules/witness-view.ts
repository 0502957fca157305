import type { RulesWitness } from '@sora/core';

export interface WitnessView {
  /** What is asked, and by whom, in a line. */
  readonly headline: string;
  /** As `rules explain` reads it. */
  readonly json: string;
}

export function witnessView(witness: RulesWitness): WitnessView {
  const { operation, path = '', auth } = witness.request as AskedRequest;
  const caller = auth === null ? 'without a session' : `as ${auth.uid}`;
  return { headline: `${operation} ${path} ${caller}`, json: JSON.stringify(witness, undefined, 2) };
}

/** What of a request of `@sora/rules` is told in a line. */
interface AskedRequest {
  readonly operation: string;
  /** A batch has none of its own. */
  readonly path?: string;
  readonly auth: { readonly uid: string } | null;
}
