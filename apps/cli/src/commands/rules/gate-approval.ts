import type { Acceptance, RulesDiff, RulesPlace } from '@sora/rules';

/** Whether somebody said that this more may be allowed. */
export interface Approval {
  /** What an acceptance names: `looser` or, where that was not decided, `undecided`; the match; the operation. */
  readonly id: string;
  readonly by: { readonly reason: string; readonly until?: string } | undefined;
}

export interface ApprovalFacts {
  /** Of the one who runs the gate, for all there is. */
  readonly reason: string | undefined;
  readonly acceptances: readonly Acceptance[];
  readonly nowMs: number;
}

/** One for each match and operation that allows more than before, or may: what nobody could decide, somebody has to look at. */
export function approve({ verdict, differences, undecided }: RulesDiff, { reason, acceptances, nowMs }: ApprovalFacts): readonly Approval[] {
  const placeOf = ({ match, operation }: RulesPlace) => `${match} ${operation}`;
  const looser = new Set(differences.filter(({ direction }) => direction === 'looser').map(placeOf));
  const open = undecided.looser.map(placeOf).filter((place) => !looser.has(place));
  const ids = new Set([...Array.from(looser, (place) => `looser ${place}`), ...open.map((place) => `undecided ${place}`)]);
  // A verdict without a place must not slip through for want of a name.
  if (ids.size === 0 && (verdict === 'looser' || verdict === 'both')) ids.add('looser');
  return [...ids].map((id) => {
    if (reason !== undefined) return { id, by: { reason } };
    const acceptance = acceptances.find(({ finding, expiresAtMs }) => finding === id && expiresAtMs > nowMs);
    return { id, by: acceptance && { reason: acceptance.reason, until: new Date(acceptance.expiresAtMs - 1).toISOString().slice(0, 10) } };
  });
}
