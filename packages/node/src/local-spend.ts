import { accountId, type LedgerStore, openedAccounts, spendAccount, SoraError } from '@sora/core';
import type { Spend, SpendResult } from './spend.ts';
import { type Patience, untilKnown } from './until-known.ts';

/** The ledger as a server has it. */
export interface LocalMoney {
  readonly ledger: LedgerStore;
  /** Default unit: the first of SORA_MONEY_UNITS. */
  readonly unit: string;
}

const deadlineMs = 10_000;

/** Spends in process, with the same answers and the same patience as over HTTP. */
export function spendInProcess({ ledger, unit, tenant }: LocalMoney & { readonly tenant: string }, patience: Patience): (spend: Spend) => Promise<SpendResult> {
  const opened = openedAccounts(ledger);
  const spendOnce = async ({ userId, amountMinor, operationId: key }: Spend, leftMs: number): Promise<SpendResult> => {
    const payee = await opened.id(tenant, { kind: 'house', unit, owner: spendAccount });
    const payer = accountId({ kind: 'user', unit, owner: userId });
    const outcome = await ledger.submit({ tenant, operations: [{ kind: 'transfer', key, payer, payee, amountMinor }] }, { deadlineMs: Math.min(deadlineMs, leftMs) });
    if (outcome.kind === 'refused') throw new SoraError(outcome.code, { detail: outcome.detail });
    const [transfer] = outcome.transfers;
    if (transfer === undefined) throw new RangeError('The ledger booked the spend without a transfer.');
    const { amountMinor: booked, payerLeg, atMs, lane, seq, seal } = transfer;
    return { kind: outcome.kind, transfer: { operationId: key, userId, unit, amountMinor: booked, balanceAfterMinor: payerLeg.balanceMinor, atMs, receipt: { lane, seq, seal } } };
  };
  return (spend) => untilKnown((leftMs) => spendOnce(spend, leftMs), patience);
}
