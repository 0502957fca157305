import type { OperationKind } from '@sora/core';
import type { LegState, MoneyUnit, TransferRow } from '../../api/money.ts';
import { accountLink, keyHref, type AccountLink } from '../../ui/account-name.ts';
import { formatAmount, formatChange } from '../../ui/amount.ts';
import type { Fact } from '../../ui/fact-value.tsx';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';

export interface TransferView {
  readonly id: string;
  readonly key: string;
  /** What happened, without the accounts. */
  readonly title: string;
  readonly at: string;
  readonly atIso: string;
  readonly memo?: string;
  readonly legs: readonly LegView[];
  readonly facts: readonly Fact[];
}

export interface LegView {
  readonly side: 'Payer' | 'Payee';
  readonly account: AccountLink;
  readonly posting: string;
  readonly change: string;
  readonly balance: string;
  readonly held: string;
}

const did: Readonly<Record<OperationKind, string>> = { transfer: 'moved', hold: 'held', post: 'of a hold moved', void: 'of a hold let go', expire: 'of a hold timed out' };

export function transferView(transfer: TransferRow, units: readonly MoneyUnit[]): TransferView {
  const { payer, key, kind, amount, unit, atMs, memo } = transfer;
  return {
    id: `${payer} ${key}`, key, title: `${formatAmount(amount, unit, units)} ${did[kind]}`,
    at: `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`, atIso: new Date(atMs).toISOString(),
    ...(memo === undefined ? {} : { memo }),
    legs: legsOf(transfer, units), facts: factsOf(transfer),
  };
}

function legsOf({ payer, payee, amount, unit, payerLeg, payeeLeg }: TransferRow, units: readonly MoneyUnit[]): readonly LegView[] {
  const after = ({ posting, balance, held }: LegState) => ({ posting: `#${posting}`, balance: formatAmount(balance, unit, units), held: formatAmount(held, unit, units) });
  const moved = (minor: string) => ({ change: formatChange(minor, unit, units) });
  const paid: LegView = { side: 'Payer', account: accountLink(payer), ...moved(payeeLeg === undefined ? '0' : `-${amount}`), ...after(payerLeg) };
  return payeeLeg === undefined ? [paid] : [paid, { side: 'Payee', account: accountLink(payee), ...moved(amount), ...after(payeeLeg) }];
}

function factsOf({ key, payer, payee, payeeLeg, holdKey, linkedKey, expiresAtMs, lane, seq, seal }: TransferRow): readonly Fact[] {
  const link = accountLink(payee);
  return [
    ...(payeeLeg === undefined ? [{ label: 'For', value: link.words, href: link.href }] : []),
    ...(holdKey === undefined ? [] : [{ label: 'Hold', value: holdKey, href: keyHref(holdKey, payer) }]),
    ...(linkedKey === undefined ? [] : [linkedKey === key ? { label: 'All or nothing', value: 'first of its group' } : { label: 'All or nothing with', value: linkedKey, href: keyHref(linkedKey) }]),
    ...(expiresAtMs === undefined ? [] : [{ label: 'Times out', value: `${formatDay(expiresAtMs)}, ${formatClockSeconds(expiresAtMs)}` }]),
    { label: 'Lane', value: `${lane}, place ${seq}` },
    { label: 'Seal', value: seal },
  ];
}
