import { describe, expect, test } from 'vitest';
import { noFaults } from '../faults.ts';
import { operationsOfAWorld } from '../simulate.ts';
import type { ViolationKind } from '../simulation-report.ts';
import { decideChatBatch, type DecideChats } from './decide-chat-batch.ts';
import { plantedChatBugs } from './planted-chat-bugs.ts';
import { simulateChats } from './simulate-chats.ts';

describe('messages under every fault', () => {
  test('none acknowledged is lost or doubled, none is paid apart, and each fault happens, in more than one world [CON-7]', async () => {
    const report = await simulateChats({ seed: 2026, operations: operationsOfAWorld + 2000 });
    expect(report.violations).toEqual([]);
    const { unknown, refusedThenWritten: _rare, ...happened } = report.counts;
    expect(unknown).toBe(0);
    for (const [name, count] of Object.entries(happened)) expect.soft(count, name).toBeGreaterThan(0);
    expect(report.counts.acknowledged).toBeGreaterThan(report.operations / 2);
  });

  test.each([1, 2, 4])('keep every invariant with %i servers and as many chats', async (servers) => {
    const report = await simulateChats({ seed: servers, operations: 2000, servers, chats: servers });
    expect(report.violations).toEqual([]);
  });
});

test('without faults every send is answered at its first batch, and nothing is a repeat', async () => {
  const { counts, violations, operations } = await simulateChats({ seed: 3, operations: 3000, faults: noFaults });
  expect(violations).toEqual([]);
  expect(counts).toMatchObject({ unknown: 0, poisoned: 0, failedBatches: 0, replays: 0, serverCrashes: 0, databaseCrashes: 0 });
  expect(counts.acknowledged + counts.refused).toBe(operations);
});

test('one seed is one history, another seed another', async () => {
  const report = (seed: number) => simulateChats({ seed, operations: 1500 });
  const first = await report(7);
  expect(await report(7)).toEqual(first);
  expect((await report(8)).digest).not.toBe(first.digest);
});

describe('a planted bug', () => {
  test.each(Object.entries(plantedChatBugs))('%s is found within 3,000 operations, exactly so again by the same seed, and is not there without it [CON-7]', async (_, bug) => {
    for (const seed of [11, 12]) {
      const report = await simulateChats({ seed, operations: 3000, bug });
      expect(report.violations).not.toEqual([]);
      expect(await simulateChats({ seed, operations: 3000, bug })).toEqual(report);
      expect((await simulateChats({ seed, operations: 3000 })).violations).toEqual([]);
    }
  });
});

type Change = ReturnType<DecideChats>;
type Entry = NonNullable<Change['chat']>['entries'][number];

/** What a decision could do wrong to its change, and what auditor or witness call that. */
const tampered: readonly (readonly [ViolationKind, string, (honest: Change) => Change])[] = [
  ['sequence-gap', 'a number is skipped', entries((entry) => ({ ...entry, seq: entry.seq + 1 }))],
  ['digest-broken', 'an author is changed after the digest was made', entries((entry) => ({ ...entry, userId: 'olga' }))],
  ['version-broken', 'a message begins with its second version', entries((entry) => ({ ...entry, version: entry.version + 1 }))],
  ['head-mismatch', 'a head counts a message too many', (change) => ({ ...change, ...(change.chat && { chat: { ...change.chat, chats: change.chat.chats.map((chat) => ({ ...chat, messages: chat.messages + 1 })) } }) })],
  ['acknowledged-but-missing', 'an answer says written, and nothing was', (change) => (change.ledger === undefined && change.chat !== undefined ? { ...change, chat: { entries: [], chats: [], senders: [] } } : change)],
  ['paid-apart', 'a payment is booked and its message is not written', (change) => (change.ledger === undefined ? change : { ...change, chat: { entries: [], chats: [], senders: [] } })],
  ['sum-of-money', 'an account gets one more', (change) => ({ ...change, ...(change.ledger && { ledger: { ...change.ledger, accounts: change.ledger.accounts.map((account) => ({ ...account, balanceMinor: account.balanceMinor + 1n })) } }) })],
  ['decision-failed', 'the decision throws', () => { throw new Error('a bug'); }],
];

test.each(tampered)('%s is what it says when %s', async (kind, _, change) => {
  const { violations } = await simulateChats({ seed: 1, operations: 500, bug: { about: '', decide: () => (state, wishes) => change(decideChatBatch(state, wishes)) } });
  expect(violations.map((violation) => violation.kind)).toContain(kind);
});

function entries(change: (entry: Entry) => Entry): (honest: Change) => Change {
  return (honest) => ({ ...honest, ...(honest.chat && { chat: { ...honest.chat, entries: honest.chat.entries.map(change) } }) });
}
