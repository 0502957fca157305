import { SoraError } from '../../kernel/sora-error.ts';
import type { ChatStore } from '../../messages/chat-store.ts';
import { type PriceScope, type PriceStore, requireValidPriceKey, scopesOf, scopeSubject, type SetPrice } from '../../messages/price-store.ts';
import { rowKey } from './ledger-tables.ts';

/** @param chats where owners of chats are found */
export function memoryPriceStore(tenants: ReadonlySet<string>, chats: Pick<ChatStore, 'members'>): PriceStore {
  const prices = new Map<string, SetPrice>();
  const keyOf = (tenant: string, scope: PriceScope, action: string) => rowKey(tenant, scope.kind, scopeSubject(scope), action);
  return {
    async set(key, price) {
      requireValidPriceKey(key, price);
      const { tenant, scope, action } = key;
      if (!tenants.has(tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${tenant}".` });
      if (price === undefined) prices.delete(keyOf(tenant, scope, action));
      else prices.set(keyOf(tenant, scope, action), { scope, action, price });
    },
    async find({ tenant, chat, action }) {
      const creator = await firstOwner(chats, tenant, chat);
      const asked = scopesOf(chat, creator).map((scope) => prices.get(keyOf(tenant, scope, action)));
      return { creator, price: asked.find((found) => found !== undefined)?.price };
    },
    async list({ tenant, after, limit }) {
      const from = after === undefined ? '' : keyOf(tenant, after.scope, after.action);
      const rows = [...prices].filter(([key]) => key.startsWith(`${tenant} `) && key > from);
      return rows.toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, limit).map(([, price]) => price);
    },
  };
}

async function firstOwner(chats: Pick<ChatStore, 'members'>, tenant: string, chat: string): Promise<string | undefined> {
  const members = await chats.members({ tenant, chat, limit: Infinity });
  const owners = members.filter(({ role }) => role === 'owner');
  return owners.toSorted((a, b) => a.joinedAtMs - b.joinedAtMs || (a.userId < b.userId ? -1 : 1))[0]?.userId;
}
