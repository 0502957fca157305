import { createHash } from 'node:crypto';
import { type LedgerStore, openedAccounts, SoraError, type Transfer } from '@sora/core';
import { fakeClock, memoryLedgerStore } from '@sora/core/testing';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { setDefaultSora } from './default-sora.ts';
import { spendOverHttp } from './http-spend.ts';
import { createHttpSora } from './http-sora.ts';
import { spendInProcess } from './local-spend.ts';
import { serverOf } from './post-json.ts';
import { preventDoubleSpend } from './prevent-double-spend.ts';
import { checkedSpend, type SpendResult } from './spend.ts';
import { type FakeServer, fakeServer, type Posted, type Reply } from './testing/fake-server.ts';
import { defaultPatience, type Patience } from './until-known.ts';

/** What comes before the ledger's answer to the next spends; `lost`: it is booked, and the answer does not arrive. */
type Fault = 'lost' | SoraError;

interface Form {
  readonly ledger: LedgerStore;
  readonly faults: Fault[];
  spend(userId: string, amount: number | bigint, operationId: string): Promise<SpendResult>;
}

/** In no time, and no longer than a few attempts. */
const hasty: Patience = { ...defaultPatience, patienceMs: 2_000, backoffMs: { first: 1, max: 5 } };

function fundedLedger(): LedgerStore {
  const clock = fakeClock();
  return memoryLedgerStore({ clock, sha256: (text) => createHash('sha256').update(text).digest('hex'), tenants: new Set(['main']) });
}

async function fund(ledger: LedgerStore, userId: string, amountMinor: bigint): Promise<void> {
  const { id: payer } = await ledger.open('main', { kind: 'clearing', unit: 'USD', owner: 'grants' });
  const { id: payee } = await ledger.open('main', { kind: 'user', unit: 'USD', owner: userId });
  await ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: `funds-${userId}-${amountMinor}`, payer, payee, amountMinor }] });
}

async function inProcess(): Promise<Form> {
  const ledger = fundedLedger();
  const faults: Fault[] = [];
  const faulty: LedgerStore = {
    ...ledger,
    async submit(group, options) {
      const fault = faults.shift();
      if (fault instanceof SoraError) throw fault;
      const outcome = await ledger.submit(group, options);
      if (fault === 'lost') throw new SoraError('outcome-unknown');
      return outcome;
    },
  };
  const spend = spendInProcess({ ledger: faulty, unit: 'USD', tenant: 'main' }, hasty);
  return { ledger, faults, spend: async (...spends) => spend(checkedSpend(...spends)) };
}

async function overHttp(): Promise<Form> {
  const ledger = fundedLedger();
  const faults: Fault[] = [];
  const answer = walletAnswers(ledger);
  const server = await fakeServer(0, async (posted) => {
    const fault = faults.shift();
    if (fault instanceof SoraError) return problem(fault);
    const reply = await answer(posted);
    return fault === 'lost' ? 'cut' : reply;
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  const spend = spendOverHttp(serverOf({ url: server.url, serviceKey: 'key', timeoutMs: 1_000 }), hasty);
  return { ledger, faults, spend: async (...spends) => spend(checkedSpend(...spends)) };
}

/** What a server answers to a spend, as the tests of the server have it. */
function walletAnswers(ledger: LedgerStore): (posted: Posted) => Promise<Reply> {
  const opened = openedAccounts(ledger);
  return async ({ path, key = '', body }) => {
    const userId = decodeURIComponent(/^\/v1\/wallets\/([^/]+)\/spend$/.exec(path)?.[1] ?? '');
    const payee = await opened.id('main', { kind: 'house', unit: 'USD', owner: 'spend' });
    const outcome = await ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key, payer: `user:USD:${userId}`, payee, amountMinor: BigInt((body as { amount: string }).amount) }] });
    if (outcome.kind === 'refused') return problem(new SoraError(outcome.code, { detail: outcome.detail }));
    return { status: 200, body: { kind: outcome.kind, transfer: outcome.transfers.map(wireTransfer)[0] } };
  };
}

function wireTransfer({ key, unit, amountMinor, payerLeg, atMs, lane, seq, seal }: Transfer): object {
  return { key, unit, amount: `${amountMinor}`, balanceAfter: `${payerLeg.balanceMinor}`, atMs, receipt: { lane, seq, seal } };
}

function problem({ problem: code, detail, retryable, retryAfterMs }: SoraError): Reply {
  return { status: retryable ? 503 : 422, body: { code, title: code, detail, retryable, retryAfterMs } };
}

const balances = async (ledger: LedgerStore) => [(await ledger.account('main', 'user:USD:alice'))?.balanceMinor, (await ledger.account('main', 'house:USD:spend'))?.balanceMinor];

describe.each([['in process', inProcess], ['over HTTP', overHttp]] as const)('preventDoubleSpend %s', (_name, create) => {
  test('moves the money once, and answers a repeat with the transfer of that time [CON-2]', async () => {
    const { ledger, spend } = await create();
    await fund(ledger, 'alice', 1_000n);
    const first = await spend('alice', 300, 'order-1');
    expect(first).toEqual({ kind: 'posted', transfer: { operationId: 'order-1', userId: 'alice', unit: 'USD', amountMinor: 300n, balanceAfterMinor: 700n, atMs: expect.any(Number), receipt: { lane: expect.any(Number), seq: expect.any(Number), seal: expect.any(String) } } });
    expect(await spend('alice', 300n, 'order-1')).toEqual({ ...first, kind: 'replayed' });
    expect(await balances(ledger)).toEqual([700n, 300n]);
  });

  test('a hundred at once move the money once [CON-2]', async () => {
    const { ledger, spend } = await create();
    await fund(ledger, 'alice', 1_000n);
    const results = await Promise.all(Array.from({ length: 100 }, () => spend('alice', 300, 'order-1')));
    expect(results.filter(({ kind }) => kind === 'posted')).toHaveLength(1);
    expect(await balances(ledger)).toEqual([700n, 300n]);
  });

  test('throws the refusals by their names, the same ones when asked again', async () => {
    const { ledger, spend } = await create();
    await fund(ledger, 'alice', 10n);
    await expect(spend('alice', 11, 'order-1')).rejects.toMatchObject({ problem: 'insufficient-funds', code: 'SORA_INSUFFICIENT_FUNDS', retryable: false, detail: expect.stringContaining('10 available, and 11 is asked for, in minor units of USD') });
    await fund(ledger, 'alice', 100n);
    await expect(spend('alice', 11, 'order-1')).rejects.toMatchObject({ problem: 'insufficient-funds' });
    await expect(spend('alice', 12, 'order-1')).rejects.toMatchObject({ problem: 'key-reused' });
    await expect(spend('nobody', 1, 'order-1')).rejects.toMatchObject({ problem: 'unknown-account' });
    expect(await balances(ledger)).toEqual([110n, 0n]);
  });

  test('an answer that was lost is asked for again under the same key: booked once [CON-2]', async () => {
    const { ledger, faults, spend } = await create();
    await fund(ledger, 'alice', 1_000n);
    faults.push('lost', 'lost');
    await expect(spend('alice', 300, 'order-1')).resolves.toMatchObject({ kind: 'replayed', transfer: { balanceAfterMinor: 700n } });
    expect(await balances(ledger)).toEqual([700n, 300n]);
  });

  test('a server at its limit is asked again', async () => {
    const { ledger, faults, spend } = await create();
    await fund(ledger, 'alice', 1_000n);
    faults.push(new SoraError('overloaded', { retryAfterMs: 1 }), new SoraError('database-unavailable', { retryAfterMs: 1 }));
    await expect(spend('alice', 300, 'order-1')).resolves.toMatchObject({ kind: 'posted' });
  });

  test('when nobody can tell in time, the outcome is unknown, and calling again finds out', async () => {
    const { ledger, faults, spend } = await create();
    await fund(ledger, 'alice', 1_000n);
    faults.push('lost', new SoraError('database-unavailable', { retryAfterMs: 60_000 }));
    await expect(spend('alice', 300, 'order-1')).rejects.toMatchObject({ problem: 'outcome-unknown', message: expect.stringContaining('Calling again with the same operationId is safe') });
    await expect(spend('alice', 300, 'order-1')).resolves.toMatchObject({ kind: 'replayed' });
    expect(await balances(ledger)).toEqual([700n, 300n]);
  });

  test('takes user ids and keys with any visible character, and amounts up to the largest', async () => {
    const { ledger, spend } = await create();
    const userId = 'a/..?b#%2F:c';
    await fund(ledger, userId, 2n ** 63n - 1n);
    await expect(spend(userId, 2n ** 63n - 1n, '~!"/k')).resolves.toMatchObject({ transfer: { userId, operationId: '~!"/k', amountMinor: 2n ** 63n - 1n, balanceAfterMinor: 0n } });
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 53, 0n, -1n, 2n ** 63n, '5', null, undefined])('the amount %s is a TypeError, and nothing is asked', async (amount) => {
    const { ledger, spend } = await create();
    await fund(ledger, 'alice', 1_000n);
    // @ts-expect-error some are no numbers at all
    await expect(spend('alice', amount, 'order-1')).rejects.toThrow(TypeError);
    expect((await balances(ledger))[0]).toBe(1_000n);
  });

  test.each([['', 'k'], ['a b', 'k'], ['ü', 'k'], ['a'.repeat(129), 'k'], ['a\u007f', 'k'], ['alice', ''], ['alice', 'k'.repeat(201)], ['alice', 'a b'], ['alice', 'sora:1'], ['alice', 'k\n']])('the user "%s" with the operation "%s" is a TypeError', async (userId, operationId) => {
    const { spend } = await create();
    await expect(spend(userId, 1, operationId)).rejects.toThrow(TypeError);
  });
});

describe('over HTTP', () => {
  const spendOf = (server: FakeServer, timeoutMs = 1_000) => spendOverHttp(serverOf({ url: server.url, serviceKey: 'the-key', timeoutMs }), hasty);
  const order = checkedSpend('alice', 5, 'order-1');
  const fine: Reply = { status: 200, body: { kind: 'posted', transfer: { unit: 'USD', amount: '5', balanceAfter: '0', atMs: 1, receipt: { lane: 0, seq: 1, seal: '' } } } };

  test('each attempt is the same request with the same key', async () => {
    await using server = await fakeServer();
    server.replies.push('cut', { status: 502, body: '<html>' }, { status: 504, body: '' }, { status: 500, body: { code: 'internal', title: 'SORA failed here' } }, fine);
    await expect(spendOf(server)(order)).resolves.toMatchObject({ kind: 'posted' });
    expect(server.posted).toEqual(Array.from({ length: 5 }, () => ({ path: '/v1/wallets/alice/spend', key: 'order-1', body: { amount: '5' } })));
    expect(new Set(server.authorizations)).toEqual(new Set(['Bearer the-key']));
  });

  test('a server that hangs is left after the time limit and asked again', async () => {
    let asked = 0;
    await using server = await fakeServer(0, () => ((asked += 1) === 1 ? new Promise<Reply>(() => undefined) : fine));
    await expect(spendOf(server, 100)(order)).resolves.toMatchObject({ kind: 'posted' });
    expect(asked).toBe(2);
  });

  test('the Retry-After of a proxy counts', async () => {
    await using server = await fakeServer();
    server.replies.push({ status: 503, body: '<html>', headers: { 'retry-after': '1' } }, fine);
    const startedMs = performance.now();
    await spendOf(server)(order);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(990);
  });

  test('a key without the scope, and an address where something else answers, are said at once', async () => {
    await using server = await fakeServer();
    server.replies.push({ status: 403, body: { code: 'forbidden', title: 'This credential may not do that', detail: 'This needs a service key with the scope wallets:write.' } });
    await expect(spendOf(server)(order)).rejects.toMatchObject({ problem: 'forbidden', message: 'This needs a service key with the scope wallets:write.' });
    for (const reply of [{ status: 404, body: '<html>' }, { status: 200, body: '<html>' }, { status: 200, body: { kind: 'posted', transfer: {} } }, { status: 404, body: { code: 'constructor' } }]) {
      server.replies.push(reply);
      await expect(spendOf(server)(order)).rejects.toMatchObject({ problem: 'not-configured', message: `What answers at ${server.url} (${reply.status}) is not SORA.` });
    }
    expect(server.posted).toHaveLength(5);
  });
});

describe('the free function', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    setDefaultSora(undefined);
  });

  test('talks to SORA_URL with SORA_SERVICE_KEY', async () => {
    const ledger = fundedLedger();
    await fund(ledger, 'alice', 1_000n);
    await using server = await fakeServer(0, walletAnswers(ledger));
    vi.stubEnv('SORA_URL', server.url);
    vi.stubEnv('SORA_SERVICE_KEY', 'the-key');
    await expect(preventDoubleSpend('alice', 300, 'order-1')).resolves.toMatchObject({ kind: 'posted' });
    await expect(preventDoubleSpend('alice', 0, 'order-2')).rejects.toThrow(TypeError);
    expect(server.authorizations).toEqual(['Bearer the-key']);
  });

  test('gives up after the patience of its instance', async () => {
    await using server = await fakeServer(0, () => 'cut');
    const sora = createHttpSora({ url: server.url, serviceKey: 'key', patienceMs: 200 });
    onTestFinished(async () => { await sora.close(); });
    const startedMs = performance.now();
    await expect(sora.preventDoubleSpend('alice', 1, 'order-1')).rejects.toMatchObject({ problem: 'outcome-unknown' });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
