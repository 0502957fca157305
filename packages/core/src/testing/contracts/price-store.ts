import { describe, expect, test } from 'vitest';
import type { Price } from '../../messages/price.ts';
import type { PriceScope, PriceStore } from '../../messages/price-store.ts';

const price = (amountMinor: bigint, more: Partial<Price> = {}): Price => ({ unit: 'USD', amountMinor, feeMinor: 0n, ...more });
const tenantScope: PriceScope = { kind: 'tenant' };
const creatorScope: PriceScope = { kind: 'creator', userId: 'olga' };
const chatScope: PriceScope = { kind: 'chat', chat: 'c' };

/** What every price store must do. @param open a store without a price, with the tenants `main` and `other` */
export function priceStoreContract(open: () => Promise<PriceStore>): void {
  describe('a price store', () => {
    test('finds the price of the chat, else of its creator, else of the tenant', async () => {
      const store = await open();
      const find = async (more: object = {}) => store.find({ tenant: 'main', chat: 'c', creator: 'olga', action: 'message', ...more });
      expect(await find()).toBeUndefined();
      for (const [scope, amountMinor] of [[tenantScope, 1n], [creatorScope, 2n], [chatScope, 3n]] as const) {
        await store.set({ tenant: 'main', scope, action: 'message' }, price(amountMinor));
        expect(await find()).toEqual(price(amountMinor));
      }
      expect(await find({ chat: 'd' })).toEqual(price(2n));
      expect(await find({ chat: 'd', creator: 'zoe' })).toEqual(price(1n));
      expect(await store.find({ tenant: 'main', chat: 'd', action: 'message' })).toEqual(price(1n));
    });

    test('gives back every field, to the last unit, and the latest that was set', async () => {
      const store = await open();
      const dear: Price = { unit: 'GOLD_2', amountMinor: 9_223_372_036_854_775_807n, feeMinor: 9_007_199_254_740_993n };
      await store.set({ tenant: 'main', scope: chatScope, action: 'ai-reply' }, price(5n));
      await store.set({ tenant: 'main', scope: chatScope, action: 'ai-reply' }, dear);
      expect(await store.find({ tenant: 'main', chat: 'c', action: 'ai-reply' })).toEqual(dear);
    });

    test('a price of nothing makes one chat free; none at all lets the wider one hold again', async () => {
      const store = await open();
      await store.set({ tenant: 'main', scope: tenantScope, action: 'message' }, price(9n));
      await store.set({ tenant: 'main', scope: chatScope, action: 'message' }, price(0n));
      expect(await store.find({ tenant: 'main', chat: 'c', action: 'message' })).toEqual(price(0n));
      for (let times = 0; times < 2; times++) await store.set({ tenant: 'main', scope: chatScope, action: 'message' }, undefined);
      expect(await store.find({ tenant: 'main', chat: 'c', action: 'message' })).toEqual(price(9n));
    });

    test('actions, tenants, and a chat and a creator of one name do not share prices', async () => {
      const store = await open();
      await store.set({ tenant: 'main', scope: { kind: 'creator', userId: 'same' }, action: 'message' }, price(1n));
      expect(await store.find({ tenant: 'main', chat: 'same', action: 'message' })).toBeUndefined();
      expect(await store.find({ tenant: 'main', chat: 'c', creator: 'same', action: 'ai-reply' })).toBeUndefined();
      expect(await store.find({ tenant: 'other', chat: 'c', creator: 'same', action: 'message' })).toBeUndefined();
    });

    test.each<[string, PriceScope, string, Price | undefined]>([
      ['an amount below 0', tenantScope, 'message', price(-1n)],
      ['an amount past what an account can hold', tenantScope, 'message', price(9_223_372_036_854_775_808n)],
      ['a fee above its price', tenantScope, 'message', price(5n, { feeMinor: 6n })],
      ['a fee below 0', tenantScope, 'message', price(5n, { feeMinor: -1n })],
      ['a unit that is none', tenantScope, 'message', price(5n, { unit: 'usd' })],
      ['an action of two words', tenantScope, 'my message', price(5n)],
      ['a chat with a path in it', { kind: 'chat', chat: '../c' }, 'message', undefined],
      ['a creator who is no user', { kind: 'creator', userId: '' }, 'message', price(5n)],
    ])('refuses %s', async (_, scope, action, wrong) => {
      await expect((await open()).set({ tenant: 'main', scope, action }, wrong)).rejects.toMatchObject({ problem: 'bad-request' });
    });

    test('refuses a tenant that does not exist', async () => {
      await expect((await open()).set({ tenant: 'nobody', scope: tenantScope, action: 'message' }, price(1n))).rejects.toMatchObject({ problem: 'not-found' });
    });
  });
}
