import { type Account, genesisSeal, type LedgerState } from '@sora/core';
import { fakeClock } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { rememberedState } from './remembered-state.ts';

const lane = { tenant: 'main', lane: 0 };
const head = { lane: 0, seq: 3, seal: genesisSeal };

function account(owner: string, balanceMinor: bigint): Account {
  return { tenant: 'main', id: `user:USD:${owner}`, unit: 'USD', balanceMinor, heldMinor: 0n, floorMinor: 0n, ceilingMinor: undefined, postings: 1, frozen: false };
}

function stateOf(accounts: readonly Account[], nowMs = 1_000): LedgerState {
  return { tenant: 'main', nowMs, head, accounts, booked: [], refused: [], holds: [] };
}

const names = (owners: readonly string[]) => owners.map((owner) => `user:USD:${owner}`);

test('what was read is known, in the order that is asked for; the rest is missing', () => {
  const memory = rememberedState(fakeClock(0));
  memory.learn(stateOf([account('bob', 2n), account('ann', 1n)]));
  expect(memory.recall(lane, names(['ann', 'bob', 'cid']))).toMatchObject({ state: { head, accounts: [account('ann', 1n), account('bob', 2n)] }, missing: names(['cid']) });
  expect(memory.recall({ tenant: 'other', lane: 0 }, names(['ann']))).toBeUndefined();
});

test('what a batch leaves is newer than what was read meanwhile', () => {
  const memory = rememberedState(fakeClock(0));
  memory.keep(stateOf([]), { accounts: [account('ann', 5n)], head: { ...head, seq: 4 } });
  memory.learn(stateOf([account('ann', 1n)]));
  expect(memory.recall(lane, names(['ann']))?.state).toMatchObject({ accounts: [account('ann', 5n)], head: { seq: 4 } });
});

test('what is forgotten is missing, and so is its lane', () => {
  const memory = rememberedState(fakeClock(0));
  memory.learn(stateOf([account('ann', 1n), account('bob', 2n)]));
  memory.forget(lane, names(['ann']));
  expect(memory.recall(lane, [])).toBeUndefined();
  memory.learn(stateOf([]));
  expect(memory.recall(lane, names(['ann', 'bob']))?.missing).toEqual(names(['ann']));
  memory.forgetAll();
  expect(memory.recall(lane, [])).toBeUndefined();
});

test('no more accounts are kept than there is room for, and whoever pays again is kept', () => {
  const memory = rememberedState(fakeClock(0), 10);
  const owners = Array.from({ length: 50 }, (_, n) => `u${n}`);
  for (const owner of owners) memory.keep(stateOf([]), { accounts: [account(owner, 1n), account('ann', 1n)], head });
  const missing = memory.recall(lane, names([...owners, 'ann']))?.missing ?? [];
  expect(missing.length).toBeGreaterThanOrEqual(41);
  expect(missing).not.toContain('user:USD:ann');
});

test('time goes as the database says, and never back in a lane', () => {
  const clock = fakeClock(500);
  const memory = rememberedState(clock);
  memory.learn(stateOf([], 1_000));
  memory.hear(1_000);
  clock.advance(20);
  expect(memory.recall(lane, [])?.state.nowMs).toBe(1_020);
  memory.keep(stateOf([], 1_050), { accounts: [], head });
  expect(memory.recall(lane, [])?.state.nowMs).toBe(1_050);
});
