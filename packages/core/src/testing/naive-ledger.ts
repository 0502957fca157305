import type { Account } from '../ledger/account.ts';
import { type LinkedGroup, maxHoldMs, type Operation } from '../ledger/operation.ts';

interface NaiveHold {
  readonly payer: string;
  readonly key: string;
  readonly payee: string;
  readonly amount: bigint;
  readonly expiresAtMs: number;
  open: boolean;
}

interface NaiveState {
  /** What each posting of an account did to its balance. */
  postings: Record<string, bigint[]>;
  frozen: string[];
  holds: NaiveHold[];
}

/**
 * The rules of the ledger once more, as plainly as they can be put and sharing no code with them: lists of changes that are added up each
 * time, and the whole state copied before each group. For tests to compare with.
 */
export interface NaiveLedger {
  /** `posted`, `replayed`, or a refusal as `code@operation`, with `again` before it when its keys had it before. */
  submit(group: LinkedGroup, nowMs: number): string;
  release(account: string): void;
  balance(account: string): bigint;
  held(account: string): bigint;
  postings(account: string): number;
}

const keptRefusals = ['insufficient-funds', 'account-frozen', 'limit-exceeded'];
const largest = 2n ** 63n - 1n;

export function naiveLedger(accounts: readonly Account[]): NaiveLedger {
  let state: NaiveState = { postings: Object.fromEntries(accounts.map(({ id }) => [id, []])), frozen: [], holds: [] };
  const given: { readonly key: string; readonly wish: string; readonly answer: string }[] = [];
  const view = rulesOver(accounts, () => state);
  return {
    ...view,
    submit(group, nowMs) {
      const keys = group.operations.map(({ payer, key }) => `${payer}/${key}`);
      const wishes = group.operations.map((operation) => JSON.stringify([keys, { ...operation, memo: 0, force: 0 }], (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)));
      const invalid = firstOf(group, (operation, index) => invalidity(operation, keys.indexOf(keys[index] ?? '') < index));
      if (invalid !== undefined) return invalid;
      const known = keys.map((key) => given.find((each) => each.key === key));
      const reused = known.findIndex((each, index) => each !== undefined && each.wish !== wishes[index]);
      if (reused !== -1) return `key-reused@${reused}`;
      if (known[0] !== undefined) return known[0].answer === 'posted' ? 'replayed' : `again ${known[0].answer}`;
      const before = copyOf(state);
      const refused = firstOf(group, view.missing) ?? firstOf(group, (operation) => view.apply(operation, nowMs));
      if (refused !== undefined) state = before;
      const answer = refused ?? 'posted';
      if (answer === 'posted' || keptRefusals.includes(answer.split('@')[0] ?? '')) given.push(...keys.map((key, index) => ({ key, wish: wishes[index] ?? '', answer })));
      return answer;
    },
    release(account) {
      const floor = accounts.find(({ id }) => id === account)?.floorMinor ?? 0n;
      if (view.balance(account) - view.held(account) >= floor) state.frozen = state.frozen.filter((id) => id !== account);
    },
  };
}

function rulesOver(accounts: readonly Account[], state: () => NaiveState) {
  const named = (id: string) => accounts.find((account) => account.id === id);
  const balance = (id: string) => (state().postings[id] ?? []).reduce((sum, change) => sum + change, 0n);
  const held = (id: string) => state().holds.reduce((sum, hold) => (hold.open && hold.payer === id ? sum + hold.amount : sum), 0n);
  const write = (id: string, change: bigint) => void state().postings[id]?.push(change);
  const lacks = (id: string, amount: bigint) => {
    if (state().frozen.includes(id)) return 'account-frozen';
    const floor = named(id)?.floorMinor;
    return floor !== undefined && balance(id) - held(id) - amount < floor ? 'insufficient-funds' : undefined;
  };
  const overfills = (id: string, amount: bigint) => (balance(id) + amount > (named(id)?.ceilingMinor ?? largest) ? 'limit-exceeded' : undefined);
  const move = (payer: string, payee: string, amount: bigint) => { write(payer, -amount); write(payee, amount); };

  function missing(operation: Operation): string | undefined {
    const ids = 'payee' in operation ? [operation.payer, operation.payee] : [operation.payer];
    if (ids.some((id) => named(id) === undefined)) return 'unknown-account';
    return new Set(ids.map((id) => named(id)?.unit)).size > 1 ? 'unit-mismatch' : undefined;
  }

  function applyTransfer({ payer, payee, amountMinor, force }: Operation & { readonly kind: 'transfer' }): string | undefined {
    const floor = named(payer)?.floorMinor;
    const refused = (force ? undefined : lacks(payer, amountMinor)) ?? (balance(payer) - amountMinor < -largest - 1n ? 'limit-exceeded' : undefined) ?? overfills(payee, amountMinor);
    if (refused !== undefined) return refused;
    move(payer, payee, amountMinor);
    if (floor !== undefined && balance(payer) - held(payer) < floor) state().frozen.push(payer);
    return undefined;
  }

  function applyHold({ payer, payee, key, amountMinor, expiresInMs }: Operation & { readonly kind: 'hold' }, nowMs: number): string | undefined {
    const refused = lacks(payer, amountMinor) ?? (held(payer) + amountMinor > largest ? 'limit-exceeded' : undefined);
    if (refused !== undefined) return refused;
    state().holds.push({ payer, key, payee, amount: amountMinor, expiresAtMs: nowMs + expiresInMs, open: true });
    write(payer, 0n);
    return undefined;
  }

  function resolve(operation: Operation & { readonly holdKey: string }, nowMs: number): string | undefined {
    const hold = state().holds.find(({ payer, key }) => payer === operation.payer && key === operation.holdKey);
    if (hold === undefined) return 'unknown-hold';
    if (!hold.open) return 'hold-resolved';
    const isOver = nowMs >= hold.expiresAtMs;
    if (operation.kind === 'expire' && !isOver) return 'invalid-operation';
    const amount = operation.kind === 'post' ? (operation.amountMinor ?? hold.amount) : 0n;
    const refused = operation.kind === 'post' ? refusePost(hold, amount, isOver) : undefined;
    if (refused !== undefined) return refused;
    hold.open = false;
    if (operation.kind === 'post') move(hold.payer, hold.payee, amount);
    else write(hold.payer, 0n);
    return undefined;
  }

  function refusePost({ amount: heldAmount, payer, payee }: NaiveHold, amount: bigint, isOver: boolean): string | undefined {
    if (isOver) return 'hold-expired';
    if (amount > heldAmount) return 'invalid-operation';
    return state().frozen.includes(payer) ? 'account-frozen' : overfills(payee, amount);
  }

  function apply(operation: Operation, nowMs: number): string | undefined {
    if (operation.kind === 'transfer') return applyTransfer(operation);
    return operation.kind === 'hold' ? applyHold(operation, nowMs) : resolve(operation, nowMs);
  }

  return { balance, held, postings: (id: string) => state().postings[id]?.length ?? 0, missing, apply };
}

function invalidity(operation: Operation, isRepeated: boolean): string | undefined {
  const amount = 'amountMinor' in operation ? (operation.amountMinor ?? 1n) : 1n;
  const isSelf = 'payee' in operation && operation.payee === operation.payer;
  const expiresInMs = operation.kind === 'hold' ? operation.expiresInMs : 1;
  return isRepeated || isSelf || amount < 1n || amount > largest || expiresInMs < 1 || expiresInMs > maxHoldMs ? 'invalid-operation' : undefined;
}

function firstOf({ operations }: LinkedGroup, refuse: (operation: Operation, index: number) => string | undefined): string | undefined {
  for (const [index, operation] of operations.entries()) {
    const code = refuse(operation, index);
    if (code !== undefined) return `${code}@${index}`;
  }
  return undefined;
}

function copyOf({ postings, frozen, holds }: NaiveState): NaiveState {
  return { postings: Object.fromEntries(Object.entries(postings).map(([id, changes]) => [id, [...changes]])), frozen: [...frozen], holds: holds.map((hold) => ({ ...hold })) };
}
