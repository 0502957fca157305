import type { Account } from '../account.ts';
import type { Leg, Transfer } from '../transfer.ts';
import { createOrdering, type Numbered } from './numbered.ts';
import type { ProblemList } from './problem-list.ts';
import { heldAfter, type OpenHolds } from './check-holds.ts';

/** Running balances of a tenant's accounts, each checked against the posting before it, and at the end against the account's row. */
export interface AccountCheck {
  arrive(transfer: Transfer): void;
  /** No more transfers come. */
  endTransfers(): void;
  /** After `endTransfers`. */
  account(account: Account): void;
  /** No more accounts come. */
  endAccounts(): void;
}

export interface Walked extends Numbered<Transfer> {
  readonly id: string;
  balanceMinor: bigint;
  heldMinor: bigint;
  /** Made with the first hold. */
  holds: OpenHolds | undefined;
}

export function createAccountCheck(problems: ProblemList, maxWaiting: number): AccountCheck {
  const accounts = new Map<string, Walked>();
  const ordering = createOrdering<Transfer, Walked>({
    maxWaiting,
    take: (account, transfer) => checkPosting(account, transfer, problems),
    missing: ({ id, next }, upTo) => problems.add('posting', { account: id, posting: next }, `The account ${id} has no posting ${next === upTo ? next : `${next} to ${upTo}`}.`),
    repeated: ({ id }, transfer) => problems.add('posting', { account: id, posting: legOf(transfer, id).posting, payer: transfer.payer, key: transfer.key }, `The account ${id} has its posting ${legOf(transfer, id).posting} twice, or far out of order: key "${transfer.key}" of ${transfer.payer}.`),
  });
  return {
    arrive(transfer) {
      const { payer, payee, payerLeg, payeeLeg } = transfer;
      ordering.arrive(walkedOf(accounts, payer), payerLeg.posting, transfer);
      if (payeeLeg !== undefined) ordering.arrive(walkedOf(accounts, payee), payeeLeg.posting, transfer);
    },
    endTransfers: () => ordering.end(),
    account(account) {
      compareRow(account, accounts.get(account.id), problems);
      accounts.delete(account.id);
    },
    endAccounts() {
      for (const { id } of accounts.values()) problems.add('account', { account: id }, `The account ${id} has postings and is not there.`);
    },
  };
}

function walkedOf(accounts: Map<string, Walked>, id: string): Walked {
  const known = accounts.get(id);
  if (known !== undefined) return known;
  const made: Walked = { id, next: 1, waiting: undefined, balanceMinor: 0n, heldMinor: 0n, holds: undefined };
  accounts.set(id, made);
  return made;
}

function legOf({ payer, payerLeg, payeeLeg }: Transfer, id: string): Leg {
  return payer === id ? payerLeg : (payeeLeg ?? payerLeg);
}

/** What the row says is then taken as it is, so that one wrong row is one problem. */
function checkPosting(account: Walked, transfer: Transfer, problems: ProblemList): void {
  const { id } = account;
  const isPayer = transfer.payer === id;
  const leg = legOf(transfer, id);
  const change = transfer.payeeLeg === undefined ? 0n : isPayer ? -transfer.amountMinor : transfer.amountMinor;
  const balanceMinor = account.balanceMinor + change;
  const heldMinor = isPayer ? heldAfter(account, transfer, problems) : account.heldMinor;
  const place = { account: id, posting: leg.posting, payer: transfer.payer, key: transfer.key };
  if (leg.balanceMinor !== balanceMinor) problems.add('balance', place, `Posting ${leg.posting} of ${id} leaves ${leg.balanceMinor}; after the posting before it that would be ${balanceMinor}.`);
  if (heldMinor !== undefined && leg.heldMinor !== heldMinor) problems.add('hold', place, `Posting ${leg.posting} of ${id} leaves ${leg.heldMinor} held; its open holds make ${heldMinor}.`);
  account.balanceMinor = leg.balanceMinor;
  account.heldMinor = leg.heldMinor;
}

function compareRow({ id, balanceMinor, heldMinor, postings }: Account, walked: Walked | undefined, problems: ProblemList): void {
  const expected = { balance: walked?.balanceMinor ?? 0n, held: walked?.heldMinor ?? 0n, postings: (walked?.next ?? 1) - 1 };
  if (balanceMinor === expected.balance && heldMinor === expected.held && postings === expected.postings) return;
  const says = (balance: bigint, held: bigint, count: number) => `balance ${balance}, held ${held}, ${count} postings`;
  problems.add('account', { account: id }, `The account ${id} says ${says(balanceMinor, heldMinor, postings)}; its postings say ${says(expected.balance, expected.held, expected.postings)}.`);
}
