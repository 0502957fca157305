import { maxMinor } from '../ledger/account.ts';
import type { MessagePrice } from './message-payment.ts';
import { type FieldProblem, requireNoProblems, unless } from './validate-send.ts';

/** What a creator, a chat or the tenant asks for one action. An amount of 0 makes it free where others would pay. */
export type Price = Pick<MessagePrice, 'unit' | 'amountMinor' | 'feeMinor'>;

/** The price a client showed to its user; undefined: it took the action to be free. */
export type ExpectedPrice = Pick<Price, 'unit' | 'amountMinor'> | undefined;

export type PriceJudgement =
  | { readonly kind: 'free' }
  | { readonly kind: 'agreed'; readonly price: Price }
  | { readonly kind: 'refused'; readonly code: 'price-changed'; readonly detail: string };

/** What is paid for, such as `message` or `ai-reply`. */
export const actionPattern = /^[a-z][a-z0-9-]{0,31}$/;
const unitPattern = /^[A-Z][A-Z0-9_]{0,15}$/;

/** Do both sides mean the same price? The one of the server counts; a client that expects another is told both, and nobody pays. */
export function judgePrice(price: Price | undefined, expected: ExpectedPrice): PriceJudgement {
  const isFree = price === undefined || price.amountMinor === 0n;
  const expectsFree = expected === undefined || expected.amountMinor === 0n;
  if (isFree && expectsFree) return { kind: 'free' };
  if (!isFree && !expectsFree && price.unit === expected.unit && price.amountMinor === expected.amountMinor) return { kind: 'agreed', price };
  return { kind: 'refused', code: 'price-changed', detail: `It costs ${inWords(price)} now; ${inWords(expected)} was expected.` };
}

/** @throws {SoraError} `bad-request` for a price that nobody could pay */
export function requireValidPrice(price: Price): void {
  requireNoProblems(validatePrice(price));
}

function validatePrice({ unit, amountMinor, feeMinor }: Price): readonly FieldProblem[] {
  return [
    ...unless(unitPattern.test(unit), 'unit', 'A unit is up to 16 capitals, digits and _, such as USD.'),
    ...unless(amountMinor >= 0n && amountMinor <= maxMinor, 'amountMinor', `A price is 0 to ${maxMinor} minor units.`),
    ...unless(feeMinor >= 0n && feeMinor <= amountMinor, 'feeMinor', 'A fee is a part of its price: 0 up to all of it.'),
  ];
}

function inWords(price: ExpectedPrice): string {
  return price === undefined || price.amountMinor === 0n ? 'nothing' : `${price.amountMinor} ${price.unit}`;
}
