import { describe, expect, test } from 'vitest';
import type { AiBudget, AiScope, AiWish } from '../../messages/ai-budget.ts';
import type { AiBudgetStore } from '../../messages/ai-budget-store.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import type { AiOrigin, Entry } from '../../messages/entry.ts';
import { deletion, message, written } from './chat-store-harness.ts';

export interface AiBudgetHarness {
  /** Without a budget, with the tenants `main` and `other`. */
  readonly store: AiBudgetStore;
  /** The same store as another server has it. */
  readonly elsewhere: AiBudgetStore;
  /** Without a chat; whose replies are counted. */
  readonly chats: Pick<ChatStore, 'create' | 'admit' | 'send'>;
  /** Makes everything that was counted or is held older by a day. */
  nextDay(): Promise<void>;
}

type Open = () => Promise<AiBudgetHarness>;

const ofTenant: AiScope = { kind: 'tenant' };
const ofAlice: AiScope = { kind: 'user', userId: 'alice' };
const ofChat: AiScope = { kind: 'chat', chat: 'c' };
const tokens = (count: number): AiBudget => ({ tokens: count, cost: undefined });
const cost = (amountMinor: bigint, unit = 'USD'): AiBudget => ({ tokens: undefined, cost: { amountMinor, unit } });
const refused = (scope: AiScope) => ({ kind: 'refused', code: 'budget-spent', scope });

function wish(installSeq: number, maxTokens: number, more: Partial<AiWish> = {}): AiWish {
  return { tenant: 'main', chat: 'c', userId: 'helper', install: 'backend', installSeq, askedBy: 'alice', maxTokens, maxCost: { amountMinor: 0n, unit: 'USD' }, ...more };
}

/** The chats c and d of olga, in which the helper is. */
async function withChats(open: Open) {
  const harness = await open();
  const { store, chats } = harness;
  for (const id of ['c', 'd']) {
    await chats.create({ tenant: 'main', id, kind: 'group', owner: 'olga' });
    await chats.admit('main', id, { userId: 'helper', role: 'member' });
  }
  const keep = async (installSeq: number, outputTokens: number, { chat = 'c', ...ai }: Partial<AiOrigin> & { readonly chat?: string } = {}): Promise<Entry> =>
    written(await chats.send(message({ chat, userId: 'helper', install: 'backend', installSeq, ai: { model: 'm', inputTokens: 0, outputTokens, costMinor: 0n, unit: 'USD', askedBy: 'alice', ...ai } })));
  const standing = async (scope: AiScope) => (await store.standings({ tenant: 'main', limit: 99 })).find((each) => JSON.stringify(each.scope) === JSON.stringify(scope));
  return { ...harness, keep, standing };
}

/** What every store of AI budgets must do. */
export function aiBudgetStoreContract(open: Open): void {
  describe('a store of AI budgets answers before the work', () => askTests(open));
  describe('a store of AI budgets counts the replies that were kept', () => countTests(open));
  describe('a store of AI budgets keeps budgets', () => budgetTests(open));
}

function askTests(open: Open): void {
  test('without a budget everything may be generated; with one, as much as it holds', async () => {
    const { store } = await withChats(open);
    expect(await store.ask(wish(1, Number.MAX_SAFE_INTEGER))).toMatchObject({ kind: 'granted' });
    await store.ask(wish(1, 0));
    await store.set('main', ofTenant, tokens(100));
    expect(await store.ask(wish(2, 100))).toEqual({ kind: 'granted', untilMs: expect.any(Number) });
    expect(await store.ask(wish(3, 1))).toMatchObject(refused(ofTenant));
    expect(await store.ask(wish(2, 0))).toEqual({ kind: 'released' });
    expect(await store.ask(wish(3, 100))).toMatchObject({ kind: 'granted' });
  });

  test('to ask again is the same question: it holds once, and changes how much', async () => {
    const { store, standing } = await withChats(open);
    await store.set('main', ofTenant, tokens(100));
    for (const maxTokens of [60, 60, 100, 40]) expect(await store.ask(wish(1, maxTokens))).toMatchObject({ kind: 'granted' });
    expect(await store.ask(wish(1, 101))).toMatchObject(refused(ofTenant));
    expect(await standing(ofTenant)).toMatchObject({ held: { tokens: 40 } });
  });

  test('of many who ask two servers at once, as many are let through as the budget holds', async () => {
    const { store, elsewhere, standing } = await withChats(open);
    for (const scope of [ofTenant, ofAlice, ofChat]) await store.set('main', scope, tokens(1_000));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? store : elsewhere).ask(wish(n + 1, 90))));
    expect(answers.filter(({ kind }) => kind === 'granted')).toHaveLength(11);
    for (const scope of [ofTenant, ofAlice, ofChat]) expect(await standing(scope)).toMatchObject({ held: { tokens: 990 }, used: { tokens: 0 } });
  });

  test('the budget of the user, of the chat and of the tenant each refuse what they do not hold, and others go on', async () => {
    const { store } = await withChats(open);
    for (const [scope, count] of [[ofAlice, 10], [ofChat, 20], [ofTenant, 30]] as const) await store.set('main', scope, tokens(count));
    expect(await store.ask(wish(1, 10))).toMatchObject({ kind: 'granted' });
    expect(await store.ask(wish(2, 10))).toMatchObject(refused(ofAlice));
    expect(await store.ask(wish(2, 10, { askedBy: 'bob' }))).toMatchObject({ kind: 'granted' });
    expect(await store.ask(wish(3, 10, { askedBy: undefined }))).toMatchObject(refused(ofChat));
    expect(await store.ask(wish(3, 10, { chat: 'd', askedBy: undefined }))).toMatchObject({ kind: 'granted' });
    expect(await store.ask(wish(4, 1, { chat: 'd', askedBy: 'bob' }))).toMatchObject(refused(ofTenant));
    expect(await store.ask(wish(4, 1, { tenant: 'other', chat: 'd', askedBy: 'alice' }))).toMatchObject({ kind: 'granted' });
  });

  test('a budget of cost goes by cost, in its own unit', async () => {
    const { store } = await withChats(open);
    await store.set('main', ofTenant, cost(50n));
    const asking = (installSeq: number, amountMinor: bigint, unit = 'USD') => store.ask(wish(installSeq, 1_000_000, { maxCost: { amountMinor, unit } }));
    expect(await asking(1, 50n)).toMatchObject({ kind: 'granted' });
    expect(await asking(2, 1n)).toMatchObject(refused(ofTenant));
    expect(await asking(1, 20n)).toMatchObject({ kind: 'granted' });
    expect(await asking(2, 30n)).toMatchObject({ kind: 'granted' });
    expect(await asking(3, 99n, 'EUR')).toMatchObject(refused(ofTenant));
  });

  test('tomorrow the budget is full again, and nothing is held any more', async () => {
    const { store, keep, nextDay, standing } = await withChats(open);
    await store.set('main', ofTenant, tokens(100));
    await keep(1, 60);
    await store.ask(wish(2, 40));
    expect(await store.ask(wish(3, 1))).toMatchObject(refused(ofTenant));
    await nextDay();
    expect(await standing(ofTenant)).toMatchObject({ used: { tokens: 0 }, held: { tokens: 0 } });
    expect(await store.ask(wish(3, 100))).toMatchObject({ kind: 'granted' });
  });

  test.for<[string, Partial<AiWish>]>([
    ['fewer tokens than none', { maxTokens: -1 }], ['half a token', { maxTokens: 0.5 }], ['more tokens than can be counted', { maxTokens: 2 ** 53 }], ['a chat with a path in it', { chat: '../c' }], ['a user of two words', { userId: 'a b' }],
    ['nobody who asked', { askedBy: '' }], ['an install that is none', { install: 'ü' }], ['number 0', { installSeq: 0 }], ['a cost below 0', { maxCost: { amountMinor: -1n, unit: 'USD' } }], ['a unit that is none', { maxCost: { amountMinor: 1n, unit: 'usd' } }],
  ])('a wish is refused that names %s', async ([, wrong]) => {
    const { store } = await open();
    await expect(store.ask(wish(1, 1, wrong))).rejects.toMatchObject({ problem: 'bad-request' });
  });
}

function countTests(open: Open): void {
  test('a reply counts once with what it took, not with what was held for it, in the budgets of its user, chat and tenant', async () => {
    const { store, chats, keep, standing } = await withChats(open);
    for (const scope of [ofTenant, ofAlice, ofChat]) await store.set('main', scope, { ...cost(100n), tokens: 100 });
    await store.ask(wish(1, 90));
    const entry = await keep(1, 20, { inputTokens: 5, costMinor: 7n });
    const again = await Promise.all(Array.from({ length: 5 }, () => chats.send(message({ userId: 'helper', install: 'backend', ...(entry.ai && { ai: entry.ai }) }))));
    expect(again.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'replayed'));
    for (const scope of [ofTenant, ofAlice, ofChat]) expect(await standing(scope)).toMatchObject({ used: { tokens: 25, costMinor: 7n }, held: { tokens: 0, costMinor: 0n } });
    await keep(2, 3, { chat: 'd', costMinor: 1n, unit: 'EUR' });
    expect([await standing(ofTenant), await standing(ofAlice), await standing(ofChat)]).toMatchObject([{ used: { tokens: 28, costMinor: 7n } }, { used: { tokens: 28 } }, { used: { tokens: 25 } }]);
  });

  test('a reply that was generated is kept whatever the budget says, and counted over it', async () => {
    const { store, keep, standing } = await withChats(open);
    await store.set('main', ofTenant, tokens(10));
    await keep(1, 25);
    expect(await standing(ofTenant)).toMatchObject({ used: { tokens: 25 } });
    expect(await store.ask(wish(2, 1))).toMatchObject(refused(ofTenant));
  });

  test('what was kept before there was a budget is counted, and need not be generated again', async () => {
    const { store, chats, keep } = await withChats(open);
    await keep(1, 8);
    await store.set('main', ofChat, tokens(10));
    expect(await store.ask(wish(2, 3))).toMatchObject(refused(ofChat));
    expect(await store.ask(wish(1, 8))).toEqual({ kind: 'kept' });
    await chats.send(deletion({ userId: 'olga', install: 'web', installSeq: 1 }));
    expect(await store.ask(wish(2, 3)), 'a deleted reply was paid for all the same').toMatchObject(refused(ofChat));
  });

  test('many replies kept at once, in many chats and in any order, are all counted', async () => {
    const { store, chats, keep, standing } = await withChats(open);
    await store.set('main', ofTenant, tokens(1_000_000));
    for (let n = 0; n < 8; n++) {
      await chats.create({ tenant: 'main', id: `many-${n}`, kind: 'group', owner: 'olga' });
      await chats.admit('main', `many-${n}`, { userId: 'helper', role: 'member' });
    }
    await Promise.all(Array.from({ length: 200 }, (_, n) => keep(n + 1, 2, { chat: `many-${(n * 5) % 8}`, askedBy: `user-${(n * 7) % 11}` })));
    expect(await standing(ofTenant)).toMatchObject({ used: { tokens: 400 } });
  });
}

function budgetTests(open: Open): void {
  test('budgets are listed in order, page by page, of one tenant; the latest that was set counts', async () => {
    const { store } = await withChats(open);
    const set = [ofChat, { kind: 'chat', chat: 'd' }, ofTenant, ofAlice] as const;
    for (const scope of set.toReversed()) for (const count of [1, 7]) await store.set('main', scope, tokens(count));
    await store.set('other', ofTenant, cost(8n));
    const first = await store.standings({ tenant: 'main', limit: 3 });
    const after = first.at(-1)?.scope;
    if (after === undefined) throw new Error('There is no first page.');
    const second = await store.standings({ tenant: 'main', after, limit: 3 });
    expect([...first, ...second]).toEqual(set.map((scope) => ({ scope, budget: tokens(7), used: { tokens: 0, costMinor: 0n }, held: { tokens: 0, costMinor: 0n } })));
    expect(await store.standings({ tenant: 'other', limit: 9 })).toMatchObject([{ budget: cost(8n) }]);
    for (let times = 0; times < 2; times++) await store.set('other', ofTenant, undefined);
    expect(await store.standings({ tenant: 'other', limit: 9 })).toEqual([]);
  });

  test.for<[string, AiScope, AiBudget | undefined]>([
    ['of nothing', ofTenant, { tokens: undefined, cost: undefined }], ['of less than nothing', ofTenant, tokens(-1)], ['of half a token', ofTenant, tokens(0.5)], ['of a cost below 0', ofTenant, cost(-1n)],
    ['of a unit that is none', ofTenant, cost(1n, 'usd')], ['of a chat with a path in it', { kind: 'chat', chat: '../c' }, undefined], ['of nobody', { kind: 'user', userId: '' }, tokens(1)],
  ])('there is no budget %s', async ([, scope, budget]) => {
    const { store } = await open();
    await expect(store.set('main', scope, budget)).rejects.toMatchObject({ problem: 'bad-request' });
  });

  test('there is no budget of a tenant that is not there', async () => {
    const { store } = await open();
    await expect(store.set('nobody', ofTenant, tokens(1))).rejects.toMatchObject({ problem: 'not-found' });
  });
}
