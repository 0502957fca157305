import { invariant, type Price, type PriceQuery, priceScope, type PriceScope, type PriceStore, type Quote, requireValidPriceKey, scopeSubject, type SetPrice } from '@sora/core';
import { askTogether } from './ask-together.ts';
import { changedCount, type Queryable, selectAll } from './query.ts';

export function postgresPriceStore(db: Queryable): PriceStore {
  return {
    async set(key, price) {
      requireValidPriceKey(key, price);
      const { tenant, scope, action } = key;
      const place = [tenant, scope.kind, scopeSubject(scope), action];
      if (price === undefined) await changedCount(db, takeAwaySql, place);
      else await changedCount(db, setSql, [...place, price.unit, price.amountMinor, price.feeMinor]);
    },
    // Every message asks, and most of those that ask together are about one busy room; a statement for each would cost more than the message.
    find: askTogether<PriceQuery, Quote>(async (queries) => {
      const different = new Map(queries.map((query) => [placeOf(query), query]));
      const asked = [...different.values()];
      const rows = await selectAll<QuoteRow>(db, { name: 'price_find', text: findSql }, [asked.map(({ tenant }) => tenant), asked.map(({ chat }) => chat), asked.map(({ action }) => action)]);
      const quotes = new Map([...different.keys()].map((place, n) => [place, rows[n]]));
      return queries.map((query) => quoteOf(quotes.get(placeOf(query))));
    }, gatherMs),
    async list({ tenant, after, limit }) {
      const from = after === undefined ? ['', '', ''] : [after.scope.kind, scopeSubject(after.scope), after.action];
      return (await selectAll<SetPriceRow>(db, listSql, [tenant, ...from, limit])).map(setPriceOf);
    },
  };
}

/** Less than a batch of paid messages takes, which waits for it. */
const gatherMs = 2;

interface PriceRow {
  readonly unit: string;
  readonly amount: string;
  readonly fee: string;
}

type QuoteRow = { readonly creator: string | null } & (PriceRow | { readonly unit: null });

interface SetPriceRow extends PriceRow {
  readonly scope: PriceScope['kind'];
  readonly subject: string;
  readonly action: string;
}

const setSql = `
  insert into price (tenant, scope, subject, action, unit, amount, fee) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (tenant, scope, subject, action) do update set unit = excluded.unit, amount = excluded.amount, fee = excluded.fee, set_at = clock_timestamp()`;

const takeAwaySql = 'delete from price where tenant = $1 and scope = $2 and subject = $3 and action = $4';

// Ordered by text that says how narrow a scope is: chat, creator, tenant.
const findSql = `
  select owner.user_id as creator, found.unit, found.amount, found.fee
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality as asked (tenant, chat, action, place)
  left join lateral (
    select m.user_id from chat_member m where m.tenant = asked.tenant and m.chat = asked.chat and m.role = 'owner' order by m.joined_at, m.user_id limit 1
  ) as owner on true
  left join lateral (
    select p.unit, p.amount, p.fee from price p
    where p.tenant = asked.tenant and p.action = asked.action
      and (p.scope = 'chat' and p.subject = asked.chat or p.scope = 'creator' and p.subject = owner.user_id or p.scope = 'tenant' and p.subject = '')
    order by p.scope limit 1
  ) as found on true
  order by asked.place`;

const listSql = `
  select scope, subject, action, unit, amount, fee from price
  where tenant = $1 and (scope, subject, action) > ($2, $3, $4) order by scope, subject, action limit $5`;

/** Neither part of it has a space. */
function placeOf({ tenant, chat, action }: PriceQuery): string {
  return `${tenant} ${chat} ${action}`;
}

function quoteOf(row: QuoteRow | undefined): Quote {
  invariant(row !== undefined, 'every question has a row');
  return { creator: row.creator ?? undefined, price: row.unit === null ? undefined : priceOf(row) };
}

function setPriceOf({ scope, subject, action, ...row }: SetPriceRow): SetPrice {
  return { scope: priceScope(scope, subject), action, price: priceOf(row) };
}

function priceOf({ unit, amount, fee }: PriceRow): Price {
  return { unit, amountMinor: BigInt(amount), feeMinor: BigInt(fee) };
}
