import type { Sha256 } from '../kernel/sha256.ts';

export interface OutflowName {
  readonly kind: 'refund' | 'payout';
  readonly tenant: string;
  readonly userId: string;
  readonly idempotencyKey: string;
}

/**
 * A UUID (version 8) that is the same whenever the same user sends the same key: Wise asks for one, and a key may be longer than what
 * providers take.
 * @see RFC 9562, 5.8
 */
export function outflowId(sha256: Sha256, { kind, tenant, userId, idempotencyKey }: OutflowName): string {
  const hex = sha256(JSON.stringify([kind, tenant, userId, idempotencyKey]));
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
