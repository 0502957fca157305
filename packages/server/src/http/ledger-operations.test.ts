import type { Actor, LedgerVerification, StoredVerification } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const [alice, bob] = ['user:USD:alice', 'user:USD:bob'];

async function harness(verification?: LedgerVerification) {
  const server = await createTestApp(verification === undefined ? {} : { verification });
  const { token } = await server.token({ kind: 'operator', role: 'operator' });
  const ask = async (path: string, payload: object = {}) => {
    const answer = await server.app.inject({ method: 'POST', url: path, headers: { authorization: `Bearer ${token}` }, payload });
    return { status: answer.statusCode, body: answer.json<Record<string, never>>() };
  };
  return { server, ask };
}

async function payFourTimes({ ledger, clock }: TestApp): Promise<void> {
  await ledger.open('main', { kind: 'user', unit: 'USD', owner: 'alice' });
  await ledger.open('main', { kind: 'user', unit: 'USD', owner: 'bob' });
  await ledger.open('main', { kind: 'clearing', unit: 'USD', owner: 'bank' });
  await ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: 'in', payer: 'clearing:USD:bank', payee: alice, amountMinor: 1_000n }] });
  for (const key of ['a', 'b', 'c']) {
    clock.advance(1_000);
    await ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key, payer: alice, payee: bob, amountMinor: 105n }] });
  }
}

describe('what stands under a key', () => {
  test('is found by the key alone and by its payer, a refusal too', async () => {
    const { server, ask } = await harness();
    await payFourTimes(server);
    await server.ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: 'much', payer: alice, payee: bob, amountMinor: 9_999n }] });
    const transfer = { key: 'a', payer: alice, amount: '105', payerLeg: { posting: 2, balance: '895' } };
    for (const payer of [{}, { payer: alice }]) {
      expect((await ask('/findTransfers', { key: 'a', ...payer })).body).toMatchObject({ transfers: [transfer], refusals: [] });
      expect((await ask('/findTransfers', { key: 'much', ...payer })).body).toMatchObject({ transfers: [], refusals: [{ key: 'much', payer: alice, code: 'insufficient-funds' }] });
    }
    expect((await ask('/findTransfers', { key: 'a', payer: bob })).body).toMatchObject({ transfers: [], refusals: [] });
    await server.app.close();
  });
});

describe('the history of conflicts', () => {
  test('comes page by page, newest first, and by type or subject [CON-10]', async () => {
    const { server, ask } = await harness();
    for (const [type, subject, dedupKey] of [['DOUBLE_SPEND', alice, '1'], ['PAYMENT_RACE', alice, '2'], ['DOUBLE_SPEND', bob, '3']] as const) {
      await server.conflicts.record({ tenant: 'main', type, subject, dedupKey, resolution: 'The first stands.', detail: { amountMinor: '5' } });
      server.clock.advance(5);
    }
    await server.conflicts.record({ tenant: 'other', type: 'DOUBLE_SPEND', subject: alice, dedupKey: '9', resolution: '', detail: {} });
    const first = await ask('/getConflictHistory', { limit: 2 });
    expect(first.body).toMatchObject({ conflicts: [{ type: 'DOUBLE_SPEND', subject: bob, detail: { amountMinor: '5' } }, { type: 'PAYMENT_RACE' }] });
    const second = await ask('/getConflictHistory', { limit: 2, beforeId: first.body['nextBeforeId'] });
    expect(second.body).toMatchObject({ conflicts: [{ type: 'DOUBLE_SPEND', subject: alice }] });
    expect(second.body).not.toHaveProperty('nextBeforeId');
    expect((await ask('/getConflictHistory', { type: 'DOUBLE_SPEND', subject: alice })).body['conflicts']).toHaveLength(1);
    expect((await ask('/getConflictHistory', { type: 'NO_SUCH' })).status).toBe(400);
  });
});

describe('releasing an account', () => {
  test('lets it debit again, and stands in the audit trail with who did it and why', async () => {
    const { server, ask } = await harness();
    await payFourTimes(server);
    await server.ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: 'dispute', payer: alice, payee: bob, amountMinor: 900n, force: true }] });
    expect(await ask('/admin_releaseAccount', { id: alice })).toMatchObject({ status: 422, body: { code: 'invalid-operation', detail: expect.stringContaining('below its floor') } });
    await server.ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: 'again', payer: 'clearing:USD:bank', payee: alice, amountMinor: 900n }] });
    expect(await ask('/admin_releaseAccount', { id: alice, reason: 'paid back' })).toMatchObject({ status: 200, body: { account: { id: alice, frozen: false } } });
    expect(await server.events.read({ tenant: 'main', limit: 9, types: ['ACCOUNT_RELEASED'] })).toMatchObject([{ subject: alice, actor: { kind: 'token', name: 'someone' }, payload: { reason: 'paid back' } }]);
  });

  test('of one that is not frozen, or not there, says so and records nothing', async () => {
    const { server, ask } = await harness();
    await payFourTimes(server);
    expect(await ask('/admin_releaseAccount', { id: alice })).toMatchObject({ status: 422, body: { detail: expect.stringContaining('not frozen') } });
    expect(await ask('/admin_releaseAccount', { id: 'user:USD:nobody' })).toMatchObject({ status: 404, body: { code: 'unknown-account' } });
    expect(await server.events.read({ tenant: 'main', limit: 9, types: ['ACCOUNT_RELEASED'] })).toEqual([]);
  });
});

describe('verifying the ledger', () => {
  test('begins in the background, and its reports say when, how long, what and what to do [CON-8]', async () => {
    const asked: (string | Actor)[] = [];
    const report = { tenant: 'main', transfers: 3, accounts: 2, lanes: [{ lane: 0, seq: 3, seal: 'ab' }], sums: [{ unit: 'USD', sumMinor: '0' }], problemCount: 1, problems: [{ kind: 'lane', place: { lane: 0, seq: 2 }, detail: 'Lane 0 has no place 2.' }] } as const;
    const kept: StoredVerification = { id: 'v1', tenant: 'main', atMs: 7, tookMs: 12, report };
    const { ask } = await harness({ start: async (tenant, actor) => { asked.push(tenant, actor); return 'started'; }, latest: async () => [kept] });
    expect(await ask('/admin_verifyLedger')).toEqual({ status: 202, body: { state: 'started' } });
    expect(asked).toMatchObject(['main', { kind: 'token', name: 'someone' }]);
    expect((await ask('/getLedgerVerification')).body).toMatchObject({ verifications: [{ id: 'v1', atMs: 7, tookMs: 12, clean: false, transfers: 3, problemCount: 1, problems: [{ kind: 'lane', place: { lane: 0, seq: 2 }, remedy: expect.stringContaining('backup') }] }] });
  });
});

describe('the statement of an account', () => {
  test('has its period, page by page, in minor units and as people read them [CON-8]', async () => {
    const { server, ask } = await harness();
    const fromMs = server.clock.nowMs() + 1_000;
    await payFourTimes(server);
    const first = await ask('/getAccountStatement', { id: alice, fromMs, limit: 1, toMs: fromMs + 2_000 });
    expect(first.body).toMatchObject({ account: alice, unit: 'USD', exponent: 2, openingMinor: '1000', opening: '10.00', closingMinor: '790', closing: '7.90', lines: [{ posting: 2, key: 'a', kind: 'transfer', counterparty: bob, changeMinor: '-105', change: '-1.05', balanceMinor: '895', balance: '8.95' }], nextAfter: 2 });
    const second = await ask('/getAccountStatement', { id: alice, fromMs, limit: 5, toMs: fromMs + 2_000, after: 2 });
    expect(second.body).toMatchObject({ openingMinor: '1000', closingMinor: '790', lines: [{ key: 'b' }] });
    expect(second.body).not.toHaveProperty('nextAfter');
  });

  test('of an account that is not there, or of another tenant, is refused', async () => {
    const { server, ask } = await harness();
    await server.ledger.open('other', { kind: 'user', unit: 'USD', owner: 'theirs' });
    for (const id of ['user:USD:nobody', 'user:USD:theirs']) expect(await ask('/getAccountStatement', { id })).toMatchObject({ status: 404, body: { code: 'unknown-account' } });
  });
});
