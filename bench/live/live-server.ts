// A server of live chats on the database in DATABASE_URL, with nothing beside them.
import fastify from 'fastify';
import { connectDatabase } from '../../packages/server/src/adapters/postgres/connect-database.ts';
import { openTestChats } from '../../packages/server/src/adapters/postgres/chats/testing/test-chats.ts';
import { createLive } from '../../packages/server/src/compose/live.ts';
import { createOwnNode } from '../../packages/server/src/compose/own-node.ts';
import { sessionServices } from '../../packages/server/src/compose/sessions.ts';
import { storesOf } from '../../packages/server/src/compose/stores.ts';
import { createAuthenticator } from '../../packages/server/src/http/access/authenticator.ts';
import { readSettings } from '../../packages/server/src/settings.ts';

const settings = readSettings(process.env);
const node = createOwnNode(settings, {});
const database = await connectDatabase({ settings, progress: () => undefined });
const stores = storesOf(database);
const { sessions } = await sessionServices(node, stores);
const { store: chats } = openTestChats(database);
const authenticator = createAuthenticator({ credentials: stores.credentials, sessions }, node.clock);
const live = createLive({ node, database, chats, access: { authenticator, sessions }, limits: { maxSocketsPerAddress: 20_000 } });
const app = fastify();
live.attach(app);
console.log(`serves on ${await app.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 })}`);
process.once('SIGINT', () => {
  void app.close().then(() => process.exit(0));
});
