import { userIdPattern } from '../sessions/user-id.ts';
import { chatIdPattern } from './chat.ts';
import { actionPattern, type Price, requireValidPrice } from './price.ts';
import { requireNoProblems, unless } from './validate-send.ts';

/** Whose price it is. */
export type PriceScope = { readonly kind: 'tenant' } | { readonly kind: 'creator'; readonly userId: string } | { readonly kind: 'chat'; readonly chat: string };

export interface PriceKey {
  readonly tenant: string;
  readonly scope: PriceScope;
  readonly action: string;
}

export interface PriceQuery {
  readonly tenant: string;
  readonly chat: string;
  /** Who is paid in this chat, mostly its owner; undefined for nobody in particular. */
  readonly creator?: string;
  readonly action: string;
}

/** What actions cost. */
export interface PriceStore {
  /** Sets the price, or takes it away: then that of the next wider scope holds. @throws {SoraError} `bad-request` (see `requireValidPriceKey`, `requireValidPrice`), or `not-found`: there is no such tenant */
  set(key: PriceKey, price: Price | undefined): Promise<void>;
  /** That of the chat, else of the creator, else of the tenant; undefined when nobody asks for anything. */
  find(query: PriceQuery): Promise<Price | undefined>;
}

/** Where `find` looks, the narrowest first. */
export function scopesOf({ chat, creator }: PriceQuery): readonly PriceScope[] {
  return [{ kind: 'chat', chat }, ...(creator === undefined ? [] : [{ kind: 'creator', userId: creator } as const]), { kind: 'tenant' }];
}

/** The chat or user that a scope names; empty for the tenant. */
export function scopeSubject(scope: PriceScope): string {
  if (scope.kind === 'tenant') return '';
  return scope.kind === 'chat' ? scope.chat : scope.userId;
}

/** @throws {SoraError} `bad-request` */
export function requireValidPriceKey({ scope, action }: PriceKey, price: Price | undefined): void {
  requireNoProblems([
    ...unless(actionPattern.test(action), 'action', 'An action is 1 to 32 small letters, digits and -, beginning with a letter.'),
    ...unless(scope.kind !== 'chat' || chatIdPattern.test(scope.chat), 'chat', 'A chat id is 1 to 64 letters, digits, _, . and -, not beginning with a dot.'),
    ...unless(scope.kind !== 'creator' || userIdPattern.test(scope.userId), 'userId', 'A user id is 1 to 128 visible ASCII characters.'),
  ]);
  if (price !== undefined) requireValidPrice(price);
}
