import type { Account } from '../../../ledger/account.ts';
import { payerKey } from '../../../ledger/payer-key.ts';
import { genesisSeal } from '../../../ledger/seal.ts';
import type { LaneHead, Leg, Transfer } from '../../../ledger/transfer.ts';

/** An account as an auditor keeps it, who has only the transfers. */
export interface AuditedAccount {
  balanceMinor: bigint;
  heldMinor: bigint;
  postings: number;
}

/** A second set of books, kept from the transfers alone and by rules of its own: what the first one is held against. */
export interface AuditBooks {
  account(id: string): AuditedAccount;
  head(lane: number): LaneHead;
  advance(head: LaneHead): void;
  /** Books a transfer; answers the legs it should have had. */
  book(transfer: Transfer): { readonly payer: Leg; readonly payee: Leg | undefined };
  /** How often a hold was resolved. */
  resolutions(payer: string, holdKey: string): number;
}

export function auditBooks(accounts: Iterable<Account>): AuditBooks {
  const audited = new Map<string, AuditedAccount>();
  const holds = new Map<string, { readonly amountMinor: bigint; resolved: number }>();
  const heads = new Map<number, LaneHead>();
  for (const { id, balanceMinor, heldMinor, postings } of accounts) audited.set(id, { balanceMinor, heldMinor, postings });

  function account(id: string): AuditedAccount {
    let found = audited.get(id);
    if (found === undefined) audited.set(id, found = { balanceMinor: 0n, heldMinor: 0n, postings: 0 });
    return found;
  }

  /** What the hold reserved and this transfer lets go. */
  function letGo({ payer, holdKey = '' }: Transfer): bigint {
    const hold = holds.get(payerKey(payer, holdKey));
    if (hold === undefined) return 0n;
    hold.resolved += 1;
    return hold.amountMinor;
  }

  return {
    account,
    head: (lane) => heads.get(lane) ?? { lane, seq: 0, seal: genesisSeal },
    advance(head) { heads.set(head.lane, head); },
    book(transfer) {
      const { kind, payer, payee, key, amountMinor } = transfer;
      const from = account(payer);
      const moved = kind === 'transfer' || kind === 'post' ? amountMinor : 0n;
      if (kind === 'hold') holds.set(payerKey(payer, key), { amountMinor, resolved: 0 });
      from.heldMinor += kind === 'hold' ? amountMinor : -letGo(transfer);
      from.balanceMinor -= moved;
      const payerLeg = nextLeg(from);
      if (moved === 0n) return { payer: payerLeg, payee: undefined };
      const to = account(payee);
      to.balanceMinor += moved;
      return { payer: payerLeg, payee: nextLeg(to) };
    },
    resolutions: (payer, holdKey) => holds.get(payerKey(payer, holdKey))?.resolved ?? 0,
  };
}

function nextLeg(account: AuditedAccount): Leg {
  account.postings += 1;
  return { posting: account.postings, balanceMinor: account.balanceMinor, heldMinor: account.heldMinor };
}
