// The real server's HTTP, on SORA's ledger or on the naive one: `http-server.ts ours|naive`, with DATABASE_URL and SORA_DATA_DIR.
import type { LedgerStore, LinkedGroup, Transfer } from '../../packages/core/src/index.ts';
import { connectDatabase } from '../../packages/server/src/adapters/postgres/connect-database.ts';
import { appOptionsOf, servicesOf } from '../../packages/server/src/compose/app.ts';
import { createMoney } from '../../packages/server/src/compose/money.ts';
import { createOwnNode, eventRecorder } from '../../packages/server/src/compose/own-node.ts';
import { createRules } from '../../packages/server/src/compose/rules.ts';
import { watchDatabase } from '../../packages/server/src/compose/rounds.ts';
import { sessionServices } from '../../packages/server/src/compose/sessions.ts';
import { createChats } from '../../packages/server/src/compose/chats.ts';
import { storesOf } from '../../packages/server/src/compose/stores.ts';
import { ensureAdminToken } from '../../packages/server/src/http/access/admin-token.ts';
import { createApp } from '../../packages/server/src/http/app.ts';
import { createLiveHub } from '../../packages/server/src/http/live-hub.ts';
import { readSettings } from '../../packages/server/src/settings.ts';
import type { Contestant } from './contestant.ts';
import { payers } from './http-traffic.ts';
import { naiveLedger } from './naive.ts';

const settings = readSettings(process.env);
const node = createOwnNode(settings, {});
const database = await connectDatabase({ settings, progress: () => undefined });
const stores = storesOf(database);
const live = createLiveHub();
const record = eventRecorder(stores.events, node);
const watch = watchDatabase({ node, live, record });
await ensureAdminToken(stores.credentials, settings, node.clock);
const money = createMoney({ node, stores, database, record });
const ledger = process.argv[2] === 'naive' ? submittingTo(await naiveLedger(database.url, payers), money.ledger) : money.ledger;
const chats = createChats({ node, stores, database, ledger });
const services = servicesOf({ node, stores, money: { ...money, ledger }, chats: chats.services, rules: createRules({ node, stores, record }).scanning, live, record, watch, pool: database.pool, sessions: await sessionServices(node, stores) });
const app = await createApp({ ...services, activity: { busiest: () => [] }, showPiece: () => undefined }, appOptionsOf(node));
console.log(`serves on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
process.once('SIGINT', () => {
  void app.close().then(() => money.close()).then(() => database.close()).then(() => process.exit(0));
});

/** Answers in the same shape, so that HTTP has the same work with it. */
function submittingTo<Ledger extends LedgerStore>({ pay }: Pick<Contestant, 'pay'>, rest: Ledger): Ledger {
  return {
    ...rest,
    async submit({ tenant, operations: [operation] }: LinkedGroup) {
      if (operation.kind !== 'transfer') throw new Error('The naive ledger knows transfers alone.');
      const { key, payer, payee, amountMinor } = operation;
      await pay({ key, payer, payee });
      const leg = { posting: 1, balanceMinor: 1_000_000n, heldMinor: 0n };
      const transfer: Transfer = {
        tenant, key, payer, payee, amountMinor, kind: 'transfer', unit: 'USD', holdKey: undefined, expiresAtMs: undefined, linkedKey: undefined, payerLeg: leg, payeeLeg: leg,
        memo: undefined, memoDigest: undefined, fingerprint: '', lane: 0, seq: 1, seal: '0'.repeat(64), atMs: 0,
      };
      return { kind: 'posted', transfers: [transfer] };
    },
  };
}
