import type { Acceptance } from './acceptance.ts';
import type { Intent } from './intent.ts';

/** What a team's own file says: what it means to allow, and what it lives with. */
export interface RulesPolicy {
  readonly intents: readonly Intent[];
  readonly acceptances: readonly Acceptance[];
}

export type PolicyReading =
  | { readonly kind: 'read'; readonly policy: RulesPolicy }
  /** A sentence for each mistake; nothing of the file is used. */
  | { readonly kind: 'wrong'; readonly mistakes: readonly string[] };
