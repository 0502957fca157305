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
  readonly action: string;
}

/** What an action costs in a chat. */
export interface Quote {
  /** That of the chat, else of its creator, else of the tenant; undefined when nobody asks for anything. */
  readonly price: Price | undefined;
  /** Who is paid: of the chat's owners the one who joined first. Undefined for a chat without one. */
  readonly creator: string | undefined;
}

/** A price as it was set. */
export interface SetPrice {
  readonly scope: PriceScope;
  readonly action: string;
  readonly price: Price;
}

/** What actions cost. */
export interface PriceStore {
  /** Sets the price, or takes it away: then that of the next wider scope holds. @throws {SoraError} `bad-request` (see `requireValidPriceKey`, `requireValidPrice`), or `not-found`: there is no such tenant */
  set(key: PriceKey, price: Price | undefined): Promise<void>;
  /** As it is now: never an answer from before the question. @throws {SoraError} `overloaded` or `database-unavailable` */
  find(query: PriceQuery): Promise<Quote>;
  /** Prices of the tenant in byte order of the kind of their scope, whom or what it names, and the action. @param query.after the last of the page before */
  list(query: { readonly tenant: string; readonly after?: Pick<PriceKey, 'scope' | 'action'>; readonly limit: number }): Promise<readonly SetPrice[]>;
}

/** Where a price is looked for, the narrowest scope first. */
export function scopesOf(chat: string, creator: string | undefined): readonly PriceScope[] {
  return [{ kind: 'chat', chat }, ...(creator === undefined ? [] : [{ kind: 'creator', userId: creator } as const]), { kind: 'tenant' }];
}

/** The chat or user that a scope names; empty for the tenant. */
export function scopeSubject(scope: PriceScope): string {
  if (scope.kind === 'tenant') return '';
  return scope.kind === 'chat' ? scope.chat : scope.userId;
}

/** The reverse of `scopeSubject`. */
export function priceScope(kind: PriceScope['kind'], subject: string): PriceScope {
  if (kind === 'tenant') return { kind };
  return kind === 'chat' ? { kind, chat: subject } : { kind, userId: subject };
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
