import { SoraError } from '../../kernel/sora-error.ts';
import type { Price } from '../../messages/price.ts';
import { type PriceScope, type PriceStore, requireValidPriceKey, scopesOf, scopeSubject } from '../../messages/price-store.ts';
import { rowKey } from './ledger-tables.ts';

export function memoryPriceStore(tenants: ReadonlySet<string>): PriceStore {
  const prices = new Map<string, Price>();
  const keyOf = (tenant: string, scope: PriceScope, action: string) => rowKey(tenant, scope.kind, scopeSubject(scope), action);
  return {
    async set(key, price) {
      requireValidPriceKey(key, price);
      if (!tenants.has(key.tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${key.tenant}".` });
      const id = keyOf(key.tenant, key.scope, key.action);
      if (price === undefined) prices.delete(id);
      else prices.set(id, price);
    },
    async find(query) {
      const asked = scopesOf(query).map((scope) => prices.get(keyOf(query.tenant, scope, query.action)));
      return asked.find((price) => price !== undefined);
    },
  };
}
