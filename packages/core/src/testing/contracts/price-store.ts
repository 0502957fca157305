import { describe, expect, test } from 'vitest';
import type { ChatStore } from '../../messages/chat-store.ts';
import type { Price } from '../../messages/price.ts';
import type { PriceScope, PriceStore } from '../../messages/price-store.ts';

export interface PriceStoreHarness {
  /** Without a price, with the tenants `main` and `other`. */
  readonly store: PriceStore;
  /** Without a chat; whose owners the store finds. */
  readonly chats: Pick<ChatStore, 'create' | 'admit' | 'remove'>;
  passTime(ms: number): Promise<void>;
}

type OpenPriceStore = () => Promise<PriceStoreHarness>;

const price = (amountMinor: bigint, more: Partial<Price> = {}): Price => ({ unit: 'USD', amountMinor, feeMinor: 0n, ...more });
const tenantScope: PriceScope = { kind: 'tenant' };
const creatorScope: PriceScope = { kind: 'creator', userId: 'olga' };
const chatScope: PriceScope = { kind: 'chat', chat: 'c' };
const message = { tenant: 'main', chat: 'c', action: 'message' };

/** The chats c and d of olga. */
async function withChats(open: OpenPriceStore) {
  const harness = await open();
  for (const id of ['c', 'd']) await harness.chats.create({ tenant: 'main', id, kind: 'group', owner: 'olga' });
  return harness;
}

/** What every price store must do. */
export function priceStoreContract(open: OpenPriceStore): void {
  describe('a price store finds what holds', () => findTests(open));
  describe('a price store lists what was set', () => listTests(open));
  describe('a price store refuses what is malformed', () => badInputTests(open));
}

function findTests(open: OpenPriceStore): void {
  test('the price of the chat, else of its creator, else of the tenant', async () => {
    const { store } = await withChats(open);
    expect(await store.find(message)).toEqual({ creator: 'olga', price: undefined });
    for (const [scope, amountMinor] of [[tenantScope, 1n], [creatorScope, 2n], [chatScope, 3n]] as const) {
      await store.set({ tenant: 'main', scope, action: 'message' }, price(amountMinor));
      expect(await store.find(message)).toEqual({ creator: 'olga', price: price(amountMinor) });
    }
    expect(await store.find({ ...message, chat: 'd' })).toMatchObject({ price: price(2n) });
    expect(await store.find({ ...message, chat: 'nowhere' })).toEqual({ creator: undefined, price: price(1n) });
  });

  test('every field, to the last unit, and the latest that was set', async () => {
    const { store } = await withChats(open);
    const dear: Price = { unit: 'GOLD_2', amountMinor: 9_223_372_036_854_775_807n, feeMinor: 9_007_199_254_740_993n };
    for (const each of [price(5n), dear]) await store.set({ tenant: 'main', scope: chatScope, action: 'ai-reply' }, each);
    expect((await store.find({ ...message, action: 'ai-reply' })).price).toEqual(dear);
  });

  test('a price of nothing for one chat where others cost; none at all lets the wider one hold again', async () => {
    const { store } = await withChats(open);
    await store.set({ tenant: 'main', scope: tenantScope, action: 'message' }, price(9n));
    await store.set({ tenant: 'main', scope: chatScope, action: 'message' }, price(0n));
    expect((await store.find(message)).price).toEqual(price(0n));
    for (let times = 0; times < 2; times++) await store.set({ tenant: 'main', scope: chatScope, action: 'message' }, undefined);
    expect((await store.find(message)).price).toEqual(price(9n));
  });

  test('actions, tenants, and a chat and a creator of one name do not share prices', async () => {
    const { store, chats } = await withChats(open);
    await chats.create({ tenant: 'main', id: 'olga', kind: 'group', owner: 'someone' });
    await chats.create({ tenant: 'other', id: 'c', kind: 'group', owner: 'olga' });
    await store.set({ tenant: 'main', scope: creatorScope, action: 'message' }, price(1n));
    for (const query of [{ chat: 'olga' }, { action: 'ai-reply' }, { tenant: 'other' }]) expect((await store.find({ ...message, ...query })).price).toBeUndefined();
  });

  test('the owner who joined first is the creator, moderators and members are not, and the next owner follows', async () => {
    const { store, chats, passTime } = await withChats(open);
    const creator = async () => (await store.find(message)).creator;
    for (const [userId, role] of [['adam', 'member'], ['bea', 'moderator'], ['zoe', 'owner'], ['carl', 'owner']] as const) {
      await passTime(5);
      await chats.admit('main', 'c', { userId, role });
    }
    expect(await creator()).toBe('olga');
    await chats.remove('main', 'c', 'olga');
    expect(await creator()).toBe('zoe');
    for (const userId of ['zoe', 'carl']) await chats.remove('main', 'c', userId);
    expect(await creator()).toBeUndefined();
  });

  test('each of many who ask at once its own answer', async () => {
    const { store } = await withChats(open);
    await store.set({ tenant: 'main', scope: chatScope, action: 'message' }, price(3n));
    const found = await Promise.all(Array.from({ length: 300 }, (_, n) => store.find({ ...message, chat: n % 2 === 0 ? 'c' : 'd' })));
    expect(found.map((quote) => quote.price?.amountMinor)).toEqual(Array.from({ length: 300 }, (_, n) => (n % 2 === 0 ? 3n : undefined)));
  });
}

function listTests(open: OpenPriceStore): void {
  test('in order, page by page, of one tenant', async () => {
    const { store } = await withChats(open);
    const set = [{ scope: chatScope, action: 'a' }, { scope: chatScope, action: 'b' }, { scope: { kind: 'chat', chat: 'd' }, action: 'a' }, { scope: creatorScope, action: 'a' }, { scope: tenantScope, action: 'a' }] as const;
    for (const key of set.toReversed()) await store.set({ tenant: 'main', ...key }, price(7n));
    await store.set({ tenant: 'other', scope: tenantScope, action: 'a' }, price(8n));
    const first = await store.list({ tenant: 'main', limit: 3 });
    const last = first.at(-1);
    if (last === undefined) throw new Error('There is no first page.');
    const second = await store.list({ tenant: 'main', after: last, limit: 3 });
    expect([first.length, second.length]).toEqual([3, 2]);
    expect([...first, ...second]).toEqual(set.map((key) => ({ ...key, price: price(7n) })));
    expect(await store.list({ tenant: 'other', limit: 9 })).toMatchObject([{ price: price(8n) }]);
  });
}

function badInputTests(open: OpenPriceStore): void {
  test.each<[string, PriceScope, string, Price | undefined]>([
    ['an amount below 0', tenantScope, 'message', price(-1n)],
    ['an amount past what an account can hold', tenantScope, 'message', price(9_223_372_036_854_775_808n)],
    ['a fee above its price', tenantScope, 'message', price(5n, { feeMinor: 6n })],
    ['a fee below 0', tenantScope, 'message', price(5n, { feeMinor: -1n })],
    ['a unit that is none', tenantScope, 'message', price(5n, { unit: 'usd' })],
    ['an action of two words', tenantScope, 'my message', price(5n)],
    ['a chat with a path in it', { kind: 'chat', chat: '../c' }, 'message', undefined],
    ['a creator who is no user', { kind: 'creator', userId: '' }, 'message', price(5n)],
  ])('such as %s', async (_, scope, action, wrong) => {
    const { store } = await open();
    await expect(store.set({ tenant: 'main', scope, action }, wrong)).rejects.toMatchObject({ problem: 'bad-request' });
  });

  test('and a tenant that does not exist', async () => {
    const { store } = await open();
    await expect(store.set({ tenant: 'nobody', scope: tenantScope, action: 'message' }, price(1n))).rejects.toMatchObject({ problem: 'not-found' });
  });
}
