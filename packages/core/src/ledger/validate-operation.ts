import { isAccountId, maxMinor } from './account.ts';
import { type LinkedGroup, maxHoldMs, maxLinked, maxMemoLength, type Memo, type Operation } from './operation.ts';
import type { Refusal, RefusalCode } from './outcome.ts';
import { payerKey } from './payer-key.ts';

/** Why one operation is refused. */
export interface Denial {
  readonly code: RefusalCode;
  /** A sentence about this case. */
  readonly detail: string;
}

const keyPattern = /^[\x21-\x7e]{1,200}$/;
const saltPattern = /^[0-9a-f]{32}$/;
const ownPrefix = 'sora:';

/** True for keys that only SORA itself gives; the edge refuses them from outside. */
export function isOwnKey(key: string): boolean {
  return key.startsWith(ownPrefix);
}

/** What is wrong with a group whatever the ledger says. An adapter asks before it queues, so that nothing malformed reaches a database. */
export function validateGroup({ operations }: LinkedGroup): Refusal | undefined {
  if (operations.length < 1 || operations.length > maxLinked) return { ...invalid(`A group links 1 to ${maxLinked} operations, not ${operations.length}.`), operation: 0 };
  const seen = new Set<string>();
  for (const [index, operation] of operations.entries()) {
    const denial = validateOperation(operation) ?? (operations.length > 1 ? denyRepeated(operation, seen) : undefined);
    if (denial !== undefined) return { ...denial, operation: index };
  }
  return undefined;
}

/** What is wrong with an operation by itself. */
export function validateOperation(operation: Operation): Denial | undefined {
  if (!keyPattern.test(operation.key)) return invalid('An idempotency key is 1 to 200 visible ASCII characters.');
  if (operation.kind === 'transfer' || operation.kind === 'hold') return validateMove(operation);
  if (!keyPattern.test(operation.holdKey)) return invalid('The key of a hold is 1 to 200 visible ASCII characters.');
  if (operation.kind === 'post' && operation.amountMinor !== undefined) return validateAmount(operation.amountMinor) ?? validateAccount(operation.payer);
  return validateAccount(operation.payer);
}

function validateMove(operation: Operation & { readonly kind: 'transfer' | 'hold' }): Denial | undefined {
  const { payer, payee, amountMinor, memo } = operation;
  if (payer === payee) return invalid('Payer and payee are the same account.');
  if (operation.kind === 'hold' && !isHoldTime(operation.expiresInMs)) return invalid(`A hold stays open for 1 to ${maxHoldMs} whole milliseconds.`);
  return validateAmount(amountMinor) ?? (memo && validateMemo(memo)) ?? validateAccount(payer) ?? validateAccount(payee);
}

function validateAmount(amountMinor: bigint): Denial | undefined {
  return amountMinor > 0n && amountMinor <= maxMinor ? undefined : invalid(`An amount is 1 to ${maxMinor} minor units, not ${amountMinor}.`);
}

function validateMemo({ text, salt }: Memo): Denial | undefined {
  // PostgreSQL cannot keep a NUL, and one in a batch would fail its neighbours.
  if (text.length === 0 || text.length > maxMemoLength || text.includes('\0')) return invalid(`A memo is 1 to ${maxMemoLength} characters, none of them NUL.`);
  return saltPattern.test(salt) ? undefined : invalid('The salt of a memo is 32 lowercase hexadecimal digits.');
}

function validateAccount(id: string): Denial | undefined {
  return isAccountId(id) ? undefined : { code: 'unknown-account', detail: `There is no account ${JSON.stringify(id.slice(0, 160))}.` };
}

function isHoldTime(expiresInMs: number): boolean {
  return Number.isInteger(expiresInMs) && expiresInMs >= 1 && expiresInMs <= maxHoldMs;
}

function denyRepeated({ payer, key }: Operation, seen: Set<string>): Denial | undefined {
  const id = payerKey(payer, key);
  if (seen.has(id)) return invalid(`The key "${key}" of ${payer} is used twice in one group.`);
  seen.add(id);
  return undefined;
}

function invalid(detail: string): Denial {
  return { code: 'invalid-operation', detail };
}
