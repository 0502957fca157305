import { randomBytes } from 'node:crypto';
import { type Account, accountId, type GroupOutcome, type LinkedGroup, mayActFor, type Memo, type Operation, SoraError, spendAccount } from '@sora/core';
import type { z } from 'zod';
import { badRequest } from './bad-request.ts';
import type { Call, KeyedCall } from './endpoint.ts';
import { replayedHeader } from './idempotency-key.ts';
import type { transferAnswerSchema } from './schemas/wallets.ts';
import { type Services, tenantOf } from './services.ts';
import { transferView } from './wallet-views.ts';

/** Whose wallet a call is about. */
export interface Wallet {
  readonly tenant: string;
  readonly userId: string;
  readonly unit: string;
  readonly exponent: number;
  /** Id of its account. */
  readonly account: string;
}

type WalletCall = Pick<Call<{ readonly userId: string; readonly unit?: string | undefined }>, 'input' | 'principal'>;

/** @throws {SoraError} `forbidden` when it is the wallet of somebody else; `bad-request` for a unit that is not in use here */
export function walletOf({ input: { userId, unit }, principal }: WalletCall, { settings }: Pick<Services, 'settings'>): Wallet {
  if (!mayActFor(principal, userId)) throw new SoraError('forbidden', { detail: 'This is the wallet of somebody else.' });
  const units = settings.SORA_MONEY_UNITS;
  const found = unit === undefined ? units[0] : units.find((each) => each.unit === unit);
  if (found === undefined) throw badRequest([{ path: 'unit', message: `It is not one of ${units.map((each) => each.unit).join(', ')}.` }]);
  return { tenant: tenantOf(principal), userId, ...found, account: userAccount(userId, found.unit) };
}

/** @throws {SoraError} `unknown-account` when the wallet was never opened */
export async function accountOf({ tenant, account: id }: Wallet, { ledger }: Pick<Services, 'ledger'>): Promise<Account> {
  const account = await ledger.account(tenant, id);
  if (account === undefined) throw new SoraError('unknown-account', { detail: `There is no account "${id}".` });
  return account;
}

export function userAccount(userId: string, unit: string): string {
  return accountId({ kind: 'user', unit, owner: userId });
}

/** The tenant's own account that takes what users spend. */
export function spendAccountOf({ tenant, unit }: Wallet, { opened }: Pick<Services, 'opened'>): Promise<string> {
  return opened.id(tenant, { kind: 'house', unit, owner: spendAccount });
}

/**
 * Does this one operation, and answers with what was booked.
 * @throws {SoraError} the refusal, by its code; `overloaded`, `database-unavailable` or `outcome-unknown`
 */
export async function submitOne(tenant: string, operation: Operation, { reply, ledger }: Pick<KeyedCall<unknown>, 'reply'> & Pick<Services, 'ledger'>): Promise<z.infer<typeof transferAnswerSchema>> {
  const { kind, transfers: [transfer] } = await submitGroup({ tenant, operations: [operation] }, { reply, ledger });
  if (transfer === undefined) throw new RangeError('The ledger booked the operation without a transfer.');
  return { kind, transfer: transferView(transfer) };
}

/** Does all of these operations or none. @throws {SoraError} as `submitOne` */
export async function submitGroup(group: LinkedGroup, { reply, ledger }: Pick<KeyedCall<unknown>, 'reply'> & Pick<Services, 'ledger'>): Promise<Exclude<GroupOutcome, { readonly kind: 'refused' }>> {
  const outcome = await ledger.submit(group);
  const isReplayed = outcome.kind === 'refused' ? outcome.replayed : outcome.kind === 'replayed';
  if (isReplayed) void reply.header(replayedHeader, 'true');
  if (outcome.kind === 'refused') throw new SoraError(outcome.code, { detail: outcome.detail });
  return outcome;
}

/** Salted here, where it comes in, so that its digest does not give a short text away once it is erased. */
export function memoOf(text: string | undefined): { readonly memo?: Memo } {
  return text === undefined ? {} : { memo: { text, salt: randomBytes(16).toString('hex') } };
}
