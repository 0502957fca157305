import type { EntryIdentity } from './entry.ts';

/** Whose AI replies: all of the tenant, those that one user asked for, or those in one chat. */
export type AiScope = { readonly kind: 'tenant' } | { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'chat'; readonly chat: string };

/** What AI replies may take a day, which begins at 00:00 UTC. Of the two it has at least one. */
export interface AiBudget {
  /** Input and output together. */
  readonly tokens: number | undefined;
  readonly cost: { readonly amountMinor: bigint; readonly unit: string } | undefined;
}

/** Tokens, and a cost in the unit of the budget that it is compared with. */
export interface AiAmount {
  readonly tokens: number;
  readonly costMinor: bigint;
}

/** A budget, and where it stands today. */
export interface AiStanding {
  readonly scope: AiScope;
  readonly budget: AiBudget;
  /** By replies that were kept: what they said they took. It may be more than the budget. */
  readonly used: AiAmount;
  /** For replies that are being generated. */
  readonly held: AiAmount;
}

/** May a reply be generated that takes at most this? */
export interface AiWish extends EntryIdentity {
  /** Undefined when nobody did, or nobody's budget is meant. */
  readonly askedBy: string | undefined;
  /** Input and output together. With no cost either, what was held for this reply is given back. */
  readonly maxTokens: number;
  readonly maxCost: { readonly amountMinor: bigint; readonly unit: string };
}

export interface AiRefusal {
  readonly kind: 'refused';
  readonly code: 'budget-spent';
  readonly scope: AiScope;
  /** Sentences that can be shown to the user. */
  readonly detail: string;
  /** Until the budget is full again; undefined when it never holds as much as was asked for. */
  readonly retryAfterMs: number | undefined;
}

export type AiAnswer =
  /** Held for it until then, or until the reply is kept. */
  | { readonly kind: 'granted'; readonly untilMs: number }
  | { readonly kind: 'released' }
  /** The reply is in the chat already: there is nothing to generate. */
  | { readonly kind: 'kept' }
  | AiRefusal;

/** What is known when a wish is judged. Nobody else is judged by the same budgets meanwhile. */
export interface AiFacts {
  readonly nowMs: number;
  /** There is an entry with the identity of the wish. */
  readonly isKept: boolean;
  /** Of the budgets that the wish is under; what is held for itself is left out. */
  readonly standings: readonly AiStanding[];
}

/** How long something is held for a reply of which nothing more is heard. */
export const aiHoldMs = 600_000;
export const aiDayMs = 86_400_000;
