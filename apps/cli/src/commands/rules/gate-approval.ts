import type { Acceptance, RulesDiff } from '@sora/rules';

/** Whether somebody said that this more may be allowed. */
export interface Approval {
  /** What an acceptance names: `looser`, the match, the operation. */
  readonly id: string;
  readonly by: { readonly reason: string; readonly until?: string } | undefined;
}

export interface ApprovalFacts {
  /** Of the one who runs the gate, for all there is. */
  readonly reason: string | undefined;
  readonly acceptances: readonly Acceptance[];
  readonly nowMs: number;
}

/** One for each match and operation that allows more than before. */
export function approve({ verdict, differences }: Pick<RulesDiff, 'verdict' | 'differences'>, { reason, acceptances, nowMs }: ApprovalFacts): readonly Approval[] {
  const ids = new Set(differences.filter(({ direction }) => direction === 'looser').map(({ match, operation }) => `looser ${match} ${operation}`));
  // A verdict without a place must not slip through for want of a name.
  if (ids.size === 0 && (verdict === 'looser' || verdict === 'both')) ids.add('looser');
  return [...ids].map((id) => {
    if (reason !== undefined) return { id, by: { reason } };
    const acceptance = acceptances.find(({ finding, expiresAtMs }) => finding === id && expiresAtMs > nowMs);
    return { id, by: acceptance && { reason: acceptance.reason, until: new Date(acceptance.expiresAtMs - 1).toISOString().slice(0, 10) } };
  });
}
