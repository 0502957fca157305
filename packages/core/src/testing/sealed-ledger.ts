import type { Sha256 } from '../kernel/sha256.ts';
import { type Account, parseAccountId } from '../ledger/account.ts';
import { genesisSeal, memoDigestOf, sealOf } from '../ledger/seal.ts';
import type { LaneHead, Leg, Transfer } from '../ledger/transfer.ts';

/** What happens next. Balances may go below zero: this is about books, not about what may be booked. */
export type LedgerStep =
  | { readonly kind: 'transfer' | 'hold'; readonly payer: string; readonly payee: string; readonly amount: number; readonly lane: number; readonly memo?: string }
  /** Resolves one of the open holds, if there is one: `pick` counts through them and begins anew. */
  | { readonly kind: 'post' | 'void' | 'expire'; readonly pick: number; readonly lane: number };

/** A whole ledger as it would be stored, made without the code that decides about money. */
export interface SealedLedger {
  readonly transfers: readonly Transfer[];
  readonly heads: readonly LaneHead[];
  readonly accounts: readonly Account[];
}

export interface SealedLedgerOptions {
  readonly tenant: string;
  readonly sha256: Sha256;
  readonly startMs?: number;
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] };
type Unplaced = Omit<Transfer, 'tenant' | 'lane' | 'seq' | 'seal' | 'atMs' | 'unit' | 'fingerprint' | 'memoDigest' | 'linkedKey'>;

export function sealedLedger(steps: readonly LedgerStep[], { tenant, sha256, startMs = 1_767_225_600_000 }: SealedLedgerOptions): SealedLedger {
  const accounts = new Map<string, Writable<Account>>();
  const heads = new Map<number, Writable<LaneHead>>();
  const open: Transfer[] = [];
  const account = (id: string) => accounts.get(id) ?? made(accounts, id, newAccount(tenant, id));
  const transfers: Transfer[] = [];
  for (const step of steps) {
    const wish = wishOf(step, open, transfers.length);
    if (wish === undefined) continue;
    const head = heads.get(step.lane) ?? made(heads, step.lane, { lane: step.lane, seq: 0, seal: genesisSeal });
    const row = {
      ...book(wish, { payer: account(wish.payer), payee: account(wish.payee), hold: open.find(({ key }) => key === wish.holdKey) }),
      tenant, unit: account(wish.payer).unit, linkedKey: undefined, memoDigest: wish.memo && memoDigestOf(wish.memo, sha256), fingerprint: sha256(wish.key),
      lane: head.lane, seq: head.seq + 1, atMs: startMs + transfers.length,
    };
    const transfer: Transfer = { ...row, seal: sealOf(row, head.seal, sha256) };
    [head.seq, head.seal] = [transfer.seq, transfer.seal];
    if (transfer.kind === 'hold') open.push(transfer);
    if (transfer.holdKey !== undefined) open.splice(open.findIndex(({ key }) => key === transfer.holdKey), 1);
    transfers.push(transfer);
  }
  return { transfers, heads: [...heads.values()], accounts: [...accounts.values()] };
}

function wishOf(step: LedgerStep, open: readonly Transfer[], index: number): Omit<Unplaced, 'payerLeg' | 'payeeLeg'> | undefined {
  const key = `key-${index}`;
  if ('pick' in step) {
    const hold = open[step.pick % Math.max(1, open.length)];
    const posted = (amount: bigint) => (step.kind === 'post' && amount > 1n ? amount - 1n : amount);
    return hold && { kind: step.kind, key, payer: hold.payer, payee: hold.payee, amountMinor: posted(hold.amountMinor), holdKey: hold.key, expiresAtMs: undefined, memo: undefined };
  }
  const { kind, payer, payee, amount, memo } = step;
  return { kind, key, payer, payee, amountMinor: BigInt(amount), holdKey: undefined, expiresAtMs: kind === 'hold' ? 1_800_000_000_000 : undefined, memo: memo === undefined ? undefined : { text: memo, salt: `salt-${index}` } };
}

interface Parties {
  readonly payer: Writable<Account>;
  readonly payee: Writable<Account>;
  readonly hold: Transfer | undefined;
}

function book(wish: Omit<Unplaced, 'payerLeg' | 'payeeLeg'>, { payer, payee, hold }: Parties): Unplaced {
  const { kind, amountMinor } = wish;
  const moves = kind === 'transfer' || kind === 'post';
  if (moves) payer.balanceMinor -= amountMinor;
  if (moves) payee.balanceMinor += amountMinor;
  payer.heldMinor += kind === 'hold' ? amountMinor : -(hold?.amountMinor ?? 0n);
  return { ...wish, payerLeg: nextLeg(payer), payeeLeg: moves ? nextLeg(payee) : undefined };
}

function nextLeg(account: Writable<Account>): Leg {
  account.postings += 1;
  return { posting: account.postings, balanceMinor: account.balanceMinor, heldMinor: account.heldMinor };
}

function newAccount(tenant: string, id: string): Writable<Account> {
  return { tenant, id, unit: parseAccountId(id)?.unit ?? '', balanceMinor: 0n, heldMinor: 0n, floorMinor: undefined, ceilingMinor: undefined, postings: 0, frozen: false };
}

function made<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value);
  return value;
}
