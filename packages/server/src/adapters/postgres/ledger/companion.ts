import type { GroupOutcome, LinkedGroup } from '@sora/core';
import type { Queryable } from '../query.ts';

/** What a companion says of a rider before its payment is decided. */
export type Vote<Answer> =
  /** Decide the payment; the rider is written if that is posted. */
  | { readonly kind: 'accepted' }
  /** The payment is not looked at. */
  | { readonly kind: 'refused'; readonly answer: Answer }
  /** The rider was written before, and its payment with it: neither happens again. */
  | { readonly kind: 'replayed'; readonly answer: Answer };

/**
 * Rows of another feature that are written in the transaction of the payment they ride with, such as the message that was paid for: both or
 * neither. Riders of a batch come together, so that it can ask set-based.
 *
 * Locks go in one order everywhere: the lane, what `vote` locks (in an order of the companion's own), then the accounts.
 */
export interface Companion<Rider, Answer> {
  /** Locks what the riders need, and judges each of them, in their order. Must not take a lock that another batch could hold while it waits for a lane. */
  vote(tx: Queryable, tenant: string, riders: readonly Rider[]): Promise<readonly Vote<Answer>[]>;
  /** Writes these riders, whose payments are being posted; answers for each, in their order. What it throws undoes the whole batch. */
  write(tx: Queryable, tenant: string, riders: readonly Rider[]): Promise<readonly Answer[]>;
}

/** What became of a payment and its rider. */
export type RideOutcome<Answer> =
  /** `answer` is there where the payment was posted, and with it the rider written. */
  | { readonly kind: 'decided'; readonly payment: GroupOutcome; readonly answer: Answer | undefined }
  | { readonly kind: 'refused' | 'replayed'; readonly answer: Answer };

/** One place in a batch. */
export interface LaneItem<Rider> {
  readonly group: LinkedGroup;
  readonly rider?: Rider;
}

/** A ledger that nothing rides with. */
export const noCompanion: Companion<never, never> = { vote: async () => [], write: async () => [] };
