import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChange, ledgerTables, type LedgerTables, readState } from '../testing/memory/ledger-tables.ts';
import { naiveLedger } from '../testing/naive-ledger.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import { type Account, availableMinor, maxMinor } from './account.ts';
import type { LedgerChange } from './batch.ts';
import { decideBatch } from './decide-batch.ts';
import { openAccount } from './open-account.ts';
import type { LinkedGroup, Operation } from './operation.ts';
import { type GroupOutcome, refusalCodes } from './outcome.ts';
import { postingsOf } from './posting.ts';
import { genesisSeal, sealOf } from './seal.ts';

const stripe = 'clearing:USD:stripe';
const accounts: readonly Account[] = [
  openAccount('main', { kind: 'clearing', unit: 'USD', owner: 'stripe' }),
  openAccount('main', { kind: 'user', unit: 'USD', owner: 'a' }),
  openAccount('main', { kind: 'user', unit: 'USD', owner: 'b', floorMinor: -30n }),
  openAccount('main', { kind: 'user', unit: 'USD', owner: 'c', ceilingMinor: 120n }),
  openAccount('main', { kind: 'user', unit: 'EUR', owner: 'a' }),
];
const ids = accounts.map(({ id }) => id);

type Step =
  | { readonly kind: 'batch'; readonly lane: number; readonly groups: readonly (LinkedGroup | { readonly again: number })[] }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'release'; readonly account: string };

// Few names, so that keys, holds and accounts meet again and again.
const user = fc.constantFrom(...ids.filter((id) => id.startsWith('user:USD')));
const account = fc.oneof({ weight: 20, arbitrary: user }, { weight: 1, arbitrary: fc.constantFrom(...ids, 'user:USD:nobody') });
const amountMinor = fc.oneof({ weight: 30, arbitrary: fc.bigInt(1n, 60n) }, { weight: 1, arbitrary: fc.constantFrom(0n, -5n, maxMinor - 50n, maxMinor, maxMinor + 1n) });
const holdKey = fc.constantFrom('h1', 'h2', 'h3', 'h4');
const fresh = fc.nat(400).map((n) => `k${n}`);

const topUp = fc.record({ kind: fc.constant('transfer' as const), key: fresh, payer: fc.constant(stripe), payee: user, amountMinor });
const transfer = fc.record({ kind: fc.constant('transfer' as const), key: fresh, payer: account, payee: account, amountMinor });
const forced = fc.record({ kind: fc.constant('transfer' as const), key: fresh, payer: user, payee: fc.constant(stripe), amountMinor, force: fc.constant(true as const) });
const hold = fc.record({ kind: fc.constant('hold' as const), key: holdKey, payer: account, payee: account, amountMinor, expiresInMs: fc.integer({ min: 0, max: 40 }) });
const post = fc.record({ kind: fc.constant('post' as const), key: fresh, payer: user, holdKey, amountMinor }, { requiredKeys: ['kind', 'key', 'payer', 'holdKey'] });
const release = fc.record({ kind: fc.constantFrom('void' as const, 'expire' as const), key: fresh, payer: user, holdKey });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: topUp }, { weight: 4, arbitrary: transfer }, { weight: 1, arbitrary: forced },
  { weight: 4, arbitrary: hold }, { weight: 3, arbitrary: post }, { weight: 2, arbitrary: release },
);
const group: fc.Arbitrary<LinkedGroup> = fc.tuple(operation, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(operation, { maxLength: 3 }) }))
  .map(([first, rest]) => ({ tenant: 'main', operations: [first, ...rest] }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('batch' as const), lane: fc.nat(1), groups: fc.array(fc.oneof({ weight: 4, arbitrary: group }, { weight: 1, arbitrary: fc.record({ again: fc.nat() }) }), { minLength: 1, maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), account: user }) },
);
const runs = { seed: 20_260_101, numRuns: 250 };

describe('the ledger against a naive model', () => {
  test('answers the same, keeps every invariant, and splitting a batch changes nothing but who conflicts [CON-5]', () => {
    const seen = new Set<string>();
    fc.assert(fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
      for (const word of play(steps)) seen.add(word);
    }), runs);
    const words = [...seen].map((word) => word.replace(/@\d+$/, ''));
    const kept = ['insufficient-funds', 'account-frozen', 'limit-exceeded'];
    expect(new Set(words)).toEqual(new Set(['posted', 'replayed', ...refusalCodes, ...kept.map((code) => `again ${code}`)]));
  });
});

/** Plays the steps in batches, one group at a time, and on the naive model, and compares. Answers what was seen. */
function play(steps: readonly Step[]): readonly string[] {
  const [batched, single, naive] = [freshTables(), freshTables(), naiveLedger(accounts)];
  const [sent, words]: [LinkedGroup[], string[]] = [[], []];
  let nowMs = 1_000_000;
  for (const each of steps) {
    if (each.kind === 'wait') nowMs += each.ms;
    if (each.kind === 'release') {
      naive.release(each.account);
      for (const tables of [batched, single]) releaseIn(tables, each.account);
    }
    if (each.kind !== 'batch') continue;
    const groups = each.groups.map((given) => ('again' in given ? sent[given.again % Math.max(sent.length, 1)] : given)).filter((given) => given !== undefined);
    sent.push(...groups);
    const place = { lane: each.lane, nowMs };
    const outcomes = decide(batched, groups, place).outcomes.map(wordOf);
    expect(outcomes).toEqual(groups.map((given) => naive.submit(given, nowMs)));
    expect(groups.flatMap((given) => decide(single, [given], place).outcomes.map(wordOf))).toEqual(outcomes);
    expect(single).toEqual(batched);
    for (const { id } of accounts) expect(stateOf(batched, id)).toEqual([naive.balance(id), naive.held(id), naive.postings(id)]);
    checkInvariants(batched);
    words.push(...outcomes);
  }
  return words;
}

function freshTables(): LedgerTables {
  const tables = ledgerTables();
  for (const opened of accounts) tables.accounts.set(`main ${opened.id}`, opened);
  return tables;
}

function decide(tables: LedgerTables, groups: readonly LinkedGroup[], place: { readonly lane: number; readonly nowMs: number }): LedgerChange {
  const change = decideBatch(readState(tables, groups, { tenant: 'main', ...place }), groups, toySha256);
  applyChange(tables, 'main', change);
  return change;
}

function releaseIn(tables: LedgerTables, id: string): void {
  const found = tables.accounts.get(`main ${id}`);
  if (found !== undefined && availableMinor(found) >= 0n) tables.accounts.set(`main ${id}`, { ...found, frozen: false });
}

function wordOf(outcome: GroupOutcome): string {
  return outcome.kind === 'refused' ? `${outcome.replayed ? 'again ' : ''}${outcome.code}@${outcome.operation}` : outcome.kind;
}

function stateOf(tables: LedgerTables, id: string): unknown {
  const found = tables.accounts.get(`main ${id}`);
  return [found?.balanceMinor, found?.heldMinor, found?.postings];
}

function checkInvariants(tables: LedgerTables): void {
  const rows = [...tables.accounts.values()];
  expect(rows.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n)).toBe(0n);
  for (const row of rows) checkAccount(tables, row);
  for (const head of tables.heads.values()) {
    const chain = [...tables.transfers.values()].filter(({ lane }) => lane === head.lane);
    expect(chain.map(({ seq }) => seq)).toEqual(chain.map((_, i) => i + 1));
    for (const [i, each] of chain.entries()) expect(each.seal).toBe(sealOf(each, chain[i - 1]?.seal ?? genesisSeal, toySha256));
    expect(head).toEqual({ lane: head.lane, seq: chain.length, seal: chain.at(-1)?.seal ?? genesisSeal });
  }
}

function checkAccount(tables: LedgerTables, row: Account): void {
  const transfers = [...tables.transfers.values()];
  const postings = transfers.flatMap((each) => postingsOf(each, row.id));
  expect(postings.map(({ leg }) => leg.posting)).toEqual(postings.map((_, i) => i + 1));
  let sum = 0n;
  for (const { changeMinor, leg } of postings) expect(leg.balanceMinor).toBe(sum += changeMinor);
  expect(row.balanceMinor).toBe(sum);
  const openHolds = transfers.filter(({ kind, payer, key }) => kind === 'hold' && payer === row.id && !tables.resolutions.has(`main ${payer} ${key}`));
  expect(row.heldMinor).toBe(openHolds.reduce((held, hold) => held + hold.amountMinor, 0n));
  expect(row.frozen || availableMinor(row) >= 0n, `${row.id} keeps its floor`).toBe(true);
  expect(row.balanceMinor <= (row.ceilingMinor ?? maxMinor)).toBe(true);
}
