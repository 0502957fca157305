import type { Transfer } from '@sora/core';
import { plainArray, textArray } from './array-literal.ts';

export const listHoldsSql = `
  insert into open_hold (tenant, payer, key, expires_at)
  select $1, payer, key, to_timestamp(expires_at_ms / 1000) from unnest($2::text[], $3::text[], $4::float8[]) as placed (payer, key, expires_at_ms)`;

export const unlistHoldsSql = `
  delete from open_hold using unnest($2::text[], $3::text[]) as resolved (payer, key)
  cross join lateral (select ctid from open_hold where tenant = $1 and payer = resolved.payer and key = resolved.key offset 0) as place
  where open_hold.ctid = place.ctid`;

/** Keeps the list of open holds in step. In this order: a hold can be placed and resolved in one batch. */
export function writeHoldsQueries(tenant: string, transfers: readonly Transfer[]) {
  const placed = transfers.filter(({ kind }) => kind === 'hold');
  const resolved = transfers.filter(({ holdKey }) => holdKey !== undefined);
  return [
    ...(placed.length === 0 ? [] : [{
      name: 'ledger_list_holds', text: listHoldsSql,
      values: [tenant, textArray(placed.map(({ payer }) => payer)), textArray(placed.map(({ key }) => key)), plainArray(placed.map(({ expiresAtMs }) => expiresAtMs))],
    }]),
    ...(resolved.length === 0 ? [] : [{
      name: 'ledger_unlist_holds', text: unlistHoldsSql,
      values: [tenant, textArray(resolved.map(({ payer }) => payer)), textArray(resolved.map(({ holdKey }) => holdKey))],
    }]),
  ];
}
