import type { NextFrame } from './feed-window.ts';

/** What is known of one subscription when it is looked at. */
export interface DeliveryFacts<Bytes> {
  readonly next: NextFrame<Bytes>;
  /** Bytes that the socket has not taken yet. */
  readonly unsentBytes: number;
  /** It once had everything: what it misses now it was too slow for. */
  readonly wasAtTail: boolean;
}

export type Delivery<Bytes> =
  | { readonly kind: 'at-tail' }
  | { readonly kind: 'send'; readonly frame: Extract<NextFrame<Bytes>, { readonly kind: 'frame' }>['frame'] }
  /** Nothing is queued for it until it has read what was; only its number is remembered. */
  | { readonly kind: 'wait' }
  /** A page of the log is read for it. */
  | { readonly kind: 'read'; readonly toSeq: number }
  | { readonly kind: 'resync' };

/**
 * A subscriber that is too slow is not queued for: when it has read, it goes on from its own number, out of the frames that the chat still
 * has at hand for everyone. What it missed for longer than those reach back it fetches itself, at its own pace and under the limits of HTTP:
 * were it read here, every hot room would have the database read again for each of its slow viewers.
 */
export function decideDelivery<Bytes>({ next, unsentBytes, wasAtTail }: DeliveryFacts<Bytes>, maxUnsentBytes: number): Delivery<Bytes> {
  if (next.kind === 'nothing') return { kind: 'at-tail' };
  if (unsentBytes >= maxUnsentBytes) return { kind: 'wait' };
  if (next.kind === 'frame') return { kind: 'send', frame: next.frame };
  return wasAtTail ? { kind: 'resync' } : { kind: 'read', toSeq: next.toSeq };
}
