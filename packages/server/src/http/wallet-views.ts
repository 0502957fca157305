import { type Account, availableMinor, type OpenHold, parseAccountId, type Posting, type Transfer } from '@sora/core';
import type { z } from 'zod';
import type { historySchema, holdsSchema, transferSchema, walletSchema } from './schemas/wallets.ts';

export function walletView(account: Account, { userId, exponent }: { readonly userId: string; readonly exponent: number }): z.infer<typeof walletSchema> {
  const { unit, balanceMinor, heldMinor, frozen } = account;
  return { userId, unit, exponent, balance: `${balanceMinor}`, held: `${heldMinor}`, available: `${frozen ? 0n : atLeastNothing(availableMinor(account))}`, frozen };
}

/** As its payer may see it: the payee's balance is nobody else's business. */
export function transferView(transfer: Transfer): z.infer<typeof transferSchema> {
  const { key, kind, payer, payee, unit, amountMinor, memo, holdKey, expiresAtMs, payerLeg, atMs, lane, seq, seal } = transfer;
  return {
    key, kind, unit, atMs,
    from: partyOf(payer),
    to: partyOf(payee),
    amount: `${amountMinor}`,
    posting: payerLeg.posting,
    balanceAfter: `${payerLeg.balanceMinor}`,
    heldAfter: `${payerLeg.heldMinor}`,
    receipt: { lane, seq, seal },
    ...(memo === undefined ? {} : { memo: memo.text }),
    ...(holdKey === undefined ? {} : { holdKey }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  };
}

export function postingView({ transfer, side, leg, changeMinor }: Posting): z.infer<typeof historySchema>['postings'][number] {
  const { key, kind, payer, payee, amountMinor, memo, holdKey, atMs } = transfer;
  return {
    posting: leg.posting,
    kind, key, atMs,
    counterparty: partyOf(side === 'debit' ? payee : payer),
    change: `${changeMinor}`,
    amount: `${amountMinor}`,
    balanceAfter: `${leg.balanceMinor}`,
    heldAfter: `${leg.heldMinor}`,
    ...(memo === undefined ? {} : { memo: memo.text }),
    ...(holdKey === undefined ? {} : { holdKey }),
  };
}

export function holdView({ hold, expiresAtMs }: OpenHold): z.infer<typeof holdsSchema>['holds'][number] {
  const { key, payee, unit, amountMinor, memo, atMs } = hold;
  return { key, to: partyOf(payee), unit, amount: `${amountMinor}`, placedAtMs: atMs, expiresAtMs, ...(memo === undefined ? {} : { memo: memo.text }) };
}

function partyOf(account: string): z.infer<typeof transferSchema>['from'] {
  const name = parseAccountId(account);
  if (name === undefined) throw new RangeError(`"${account}" is not an account.`);
  return { kind: name.kind, id: name.owner };
}

function atLeastNothing(minor: bigint): bigint {
  return minor < 0n ? 0n : minor;
}
