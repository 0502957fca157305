import { maxMinor } from '../ledger/account.ts';
import { userIdPattern } from '../sessions/user-id.ts';
import type { AiAnswer, AiBudget, AiScope, AiStanding, AiWish } from './ai-budget.ts';
import { chatIdPattern } from './chat.ts';
import { requireNoProblems, unless, validateSend } from './validate-send.ts';

/**
 * What AI replies may take a day, and what they took. The replies themselves are the truth: each counts when it is written, in the same
 * transaction, once, however often it is sent; one that goes past a budget is written and counted all the same.
 */
export interface AiBudgetStore {
  /** Sets the budget, or takes it away. @throws {SoraError} `bad-request`; `not-found`: there is no such tenant */
  set(tenant: string, scope: AiScope, budget: AiBudget | undefined): Promise<void>;
  /** Asked before the work, under the identity that the reply will have. To ask again changes what is held. @throws {SoraError} `bad-request` */
  ask(wish: AiWish): Promise<AiAnswer>;
  /** Budgets of the tenant in byte order of their kind and whom or what they name. @param query.after the last of the page before */
  standings(query: { readonly tenant: string; readonly after?: AiScope; readonly limit: number }): Promise<readonly AiStanding[]>;
}

/** The user or chat that a scope names; empty for the tenant. */
export function aiSubject(scope: AiScope): string {
  if (scope.kind === 'tenant') return '';
  return scope.kind === 'chat' ? scope.chat : scope.userId;
}

/** The reverse of `aiSubject`. */
export function aiScope(kind: AiScope['kind'], subject: string): AiScope {
  if (kind === 'tenant') return { kind };
  return kind === 'chat' ? { kind, chat: subject } : { kind, userId: subject };
}

const unitPattern = /^[A-Z][A-Z0-9_]{0,15}$/;

/** @throws {SoraError} `bad-request` */
export function requireValidAiBudget(scope: AiScope, budget: AiBudget | undefined): void {
  requireNoProblems([
    ...unless(scope.kind !== 'chat' || chatIdPattern.test(scope.chat), 'chat', 'A chat id is 1 to 64 letters, digits, _, . and -, not beginning with a dot.'),
    ...unless(scope.kind !== 'user' || userIdPattern.test(scope.userId), 'userId', 'A user id is 1 to 128 visible ASCII characters.'),
    ...(budget === undefined ? [] : validateBudget(budget)),
  ]);
}

/** @throws {SoraError} `bad-request` */
export function requireValidAiWish({ askedBy, maxTokens, maxCost, ...identity }: AiWish): void {
  requireNoProblems([
    ...validateSend({ ...identity, kind: 'delete', target: 1 }),
    ...unless(askedBy === undefined || userIdPattern.test(askedBy), 'askedBy', 'A user id is 1 to 128 visible ASCII characters.'),
    ...unless(Number.isSafeInteger(maxTokens) && maxTokens >= 0, 'maxTokens', 'Tokens are a whole number from 0.'),
    ...validateCost(maxCost, 'maxCost'),
  ]);
}

function validateBudget({ tokens, cost }: AiBudget) {
  return [
    ...unless(tokens !== undefined || cost !== undefined, 'tokens', 'A budget is of tokens, of cost, or of both.'),
    ...unless(tokens === undefined || (Number.isSafeInteger(tokens) && tokens >= 0), 'tokens', 'Tokens are a whole number from 0.'),
    ...(cost === undefined ? [] : validateCost(cost, 'cost')),
  ];
}

function validateCost({ amountMinor, unit }: NonNullable<AiBudget['cost']>, path: string) {
  return [
    ...unless(amountMinor >= 0n && amountMinor <= maxMinor, path, `A cost is 0 to ${maxMinor} minor units.`),
    ...unless(unitPattern.test(unit), path, 'A unit is up to 16 capitals, digits and _, such as USD.'),
  ];
}
