import { createHash } from 'node:crypto';
import type { LedgerReport, LedgerSnapshot, NewEvent, StoredVerification } from '@sora/core';
import { fakeClock, memoryLeaseStore, type SealedLedger, sealedLedger } from '@sora/core/testing';
import { describe, expect, test, vi } from 'vitest';
import { createLedgerVerifications, verifyLedgerTask } from './verify-ledger.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const actor = { kind: 'node', id: 'a' } as const;
const never = new AbortController().signal;
const book = (amounts: readonly number[]) => sealedLedger(amounts.map((amount) => ({ kind: 'transfer', payer: 'user:USD:a', payee: 'user:USD:b', amount, lane: 0 })), { tenant: 'main', sha256 });

function harness(tenants: readonly string[] = ['main']) {
  const current: { ledger: SealedLedger; gate: Promise<void> } = { ledger: book([1, 2]), gate: Promise.resolve() };
  const snapshot: LedgerSnapshot = {
    tenants: async () => tenants,
    async *walk() { await current.gate; yield current.ledger.transfers; },
    heads: async () => current.ledger.heads,
    async *accounts() { yield current.ledger.accounts; },
  };
  const kept: StoredVerification[] = [];
  const store = {
    keep: async (report: LedgerReport, tookMs: number) => { const one = { id: `v${kept.length}`, tenant: report.tenant, atMs: 0, tookMs, report }; kept.unshift(one); return one; },
    latest: async () => kept,
    latestClean: async () => kept.find(({ report }) => report.problemCount === 0),
  };
  const events: Omit<NewEvent, 'region' | 'release'>[] = [];
  const leases = memoryLeaseStore(fakeClock());
  const log = { error: vi.fn() };
  const open = (holder: string) => createLedgerVerifications({ audit: { inSnapshot: (work) => work(snapshot) }, store, leases, holder, sha256, recordEvent: async (event) => { events.push(event); }, log });
  return { current, kept, events, open, log };
}

describe('verifying in the background', () => {
  test('keeps the report and records that all is well [CON-8]', async () => {
    const { open, kept, events } = harness();
    expect(await open('a').verify('main', actor, never)).toBe(true);
    expect(kept).toMatchObject([{ tenant: 'main', report: { transfers: 2, problemCount: 0 } }]);
    expect(events).toMatchObject([{ type: 'LEDGER_VERIFIED', severity: 'info', tenant: 'main', actor, payload: { verificationId: 'v0', transfers: 2, problemCount: 0 } }]);
  });

  test('what it finds is a critical event with the first finding in words [CON-8]', async () => {
    const { open, current, events } = harness();
    current.ledger = { ...current.ledger, transfers: current.ledger.transfers.slice(0, 1) };
    await open('a').verify('main', actor, never);
    expect(events).toMatchObject([{ severity: 'critical', payload: { first: 'Lane 0 ends at place 1; its head says 2.' } }]);
  });

  test('a history written anew shows, the next time and every time after it [CON-8]', async () => {
    const { open, current, kept } = harness();
    await open('a').verify('main', actor, never);
    current.ledger = book([1, 5, 6]);
    for (let time = 0; time < 2; time++) await open('a').verify('main', actor, never);
    expect(kept.map(({ report }) => report.problems.map(({ kind }) => kind))).toEqual([['rewritten'], ['rewritten'], []]);
  });

  test('runs once at a time, whoever asks for it: here or on another server', async () => {
    const { open, current, kept } = harness();
    const go = Promise.withResolvers<void>();
    current.gate = go.promise;
    const [here, elsewhere] = [open('a'), open('b')];
    expect(await here.start('main', actor)).toBe('started');
    expect([await here.start('main', actor), await elsewhere.start('main', actor), await elsewhere.verify('main', actor, never)]).toEqual(['running', 'running', false]);
    go.resolve();
    await vi.waitFor(() => expect(kept).toHaveLength(1));
    await vi.waitFor(async () => expect(await elsewhere.start('main', actor)).toBe('started'));
    await vi.waitFor(() => expect(kept).toHaveLength(2));
  });

  test('ends when the server stops, and keeps no half report', async () => {
    const { open, current, kept, log } = harness();
    const go = Promise.withResolvers<void>();
    current.gate = go.promise;
    const verifications = open('a');
    await verifications.start('main', actor);
    const stopping = verifications.stop();
    go.resolve();
    await stopping;
    expect([kept, log.error.mock.calls.length]).toEqual([[], 1]);
    expect(await verifications.start('main', actor)).toBe('running');
  });

  test('the schedule has every tenant verified once a day', async () => {
    const { open, kept } = harness(['main', 'other']);
    const task = verifyLedgerTask(open('a'), actor);
    await task.run({ signal: never, lease: { name: 'task:verify-ledger', holder: 'a', fencingToken: 1n, expiresAtMs: 0 } });
    expect([task.everyMs, kept.map(({ tenant }) => tenant)]).toEqual([86_400_000, ['other', 'main']]);
  });
});
