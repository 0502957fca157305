import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openTestChats } from '../../packages/server/src/adapters/postgres/chats/testing/test-chats.ts';
import { postgresUserSessionStore } from '../../packages/server/src/adapters/postgres/user-session-store.ts';
import { createUserSessions, sessionKey } from '../../packages/server/src/http/access/user-sessions.ts';
import type { ChatStore } from '../../packages/core/src/index.ts';
import { withMigratedPool } from '../migrated-pool.ts';
import { ask, end, type Program, startProgram, type Usage } from '../program.ts';
import type { BenchRow } from '../row.ts';
import type { ClientOrder, ClientReport, Connected } from './live-clients.ts';

const sockets = 10_000;
const calmMessages = 30;
const room = { tenant: 'main', chat: 'room' };
const aDayMs = 86_400_000;
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
/** The same clock in every process of a machine. */
const nowMs = () => performance.timeOrigin + performance.now();

/**
 * Ten thousand members of a room, each on a socket of its own; what is written comes from another server on the same database. The clients run on
 * the same machine, and take more of it than the server does.
 */
export async function roomRows(): Promise<BenchRow[]> {
  return await withMigratedPool(async (pool, url) => {
    await using chats = openTestChats({ pool, url });
    const store = postgresUserSessionStore(pool);
    const sessions = createUserSessions(store, { key: await sessionKey(store, {}), validMs: aDayMs });
    await chats.store.create({ ...room, id: room.chat, kind: 'room', owner: 'user-0' });
    const tokens = await inGroups(async (n) => {
      await chats.store.admit(room.tenant, room.chat, { userId: `user-${n}`, role: n === 0 ? 'owner' : 'member' });
      return (await sessions.begin({ tenant: room.tenant, userId: `user-${n}`, install: undefined })).token;
    });
    await using server = await startProgram({ script: script('live-server.ts'), env: { DATABASE_URL: url, SORA_LOG_LEVEL: 'error' } });
    const clients = fork(script('live-clients.ts'), { execArgv: ['--conditions=@sora/source', '--max-old-space-size=4096'] });
    return await measure({ server, clients, chats: chats.store, tokens }).finally(() => end(clients));
  });
}

interface Stage {
  readonly server: Program;
  readonly clients: ChildProcess;
  readonly chats: Pick<ChatStore, 'send'>;
  readonly tokens: readonly string[];
}

async function measure({ server, clients, chats, tokens }: Stage): Promise<BenchRow[]> {
  const before = await server.usage();
  const connected = await ask<Connected>(clients, { kind: 'connect', url: server.url, ...room, tokens } satisfies ClientOrder);
  await sleep(5_000);
  const after = await server.usage();
  const said = { messages: 0 };
  const say = () => chats.send({ kind: 'message', ...room, userId: 'user-0', install: 'bench', installSeq: (said.messages += 1), content: { text: nowMs().toFixed(3), salt: '0'.repeat(32) } });
  // Warms the paths up; not counted.
  for (let n = 0; n < 5; n++) await say().then(() => sleep(500));
  const report = () => ask<ClientReport>(clients, { kind: 'report', lastSeq: said.messages } satisfies ClientOrder);
  await report();
  const calmBegan = await server.usage();
  for (let n = 0; n < calmMessages; n++) await say().then(() => sleep(600));
  const calm = await report();
  const cpuMicros = (await server.usage()).cpuMicros - calmBegan.cpuMicros;
  await Promise.all(Array.from({ length: 200 }, (_, n) => sleep(n * 50).then(say)));
  const busy = await report();
  const ofSockets = (usage: Usage) => (usage.rssBytes - before.rssBytes) / sockets;
  return rowsOf({ connected, bytesPerSocket: ofSockets(after), bytesInTheEnd: ofSockets(await server.usage()), cpuMsPerMessage: cpuMicros / 1_000 / calmMessages, calm, busy });
}

interface Figures {
  readonly connected: Connected;
  /** Of the server's resident memory, what came since it served nobody. */
  readonly bytesPerSocket: number;
  readonly bytesInTheEnd: number;
  readonly cpuMsPerMessage: number;
  readonly calm: ClientReport;
  readonly busy: ClientReport;
}

function rowsOf({ connected, bytesPerSocket, bytesInTheEnd, cpuMsPerMessage, calm, busy }: Figures): BenchRow[] {
  const wrong = calm.wrong + busy.wrong;
  return [
    { name: 'sockets in one room', value: connected.sockets, unit: 'sockets', bar: sockets, holds: connected.sockets === sockets },
    { name: 'until all of them are subscribed', value: connected.tookMs / 1_000, unit: 's' },
    { name: 'resident memory of the server a socket, all of them idle', value: bytesPerSocket / 1_024, unit: 'KB' },
    { name: 'resident memory of the server a socket, after all that was said', value: bytesInTheEnd / 1_024, unit: 'KB' },
    { name: 'a message every 600 ms, to all sockets, P50', value: calm.p50Ms, unit: 'ms' },
    { name: 'a message every 600 ms, to all sockets, P95', value: calm.p95Ms, unit: 'ms', bar: 1_000, holds: calm.p95Ms <= 1_000 },
    { name: 'processor time of the server for a message to all sockets', value: cpuMsPerMessage, unit: 'ms' },
    { name: '20 messages a second, to all sockets, P50', value: busy.p50Ms, unit: 'ms' },
    { name: '20 messages a second, to all sockets, P95', value: busy.p95Ms, unit: 'ms' },
    { name: '20 messages a second, messages in a frame', value: busy.received / busy.frames, unit: 'messages' },
    { name: 'sockets that missed, doubled or misordered anything', value: wrong, unit: 'sockets', bar: 0, holds: wrong === 0 },
  ];
}

/** For each socket, fifty at a time. */
async function inGroups<T>(work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let first = 0; first < sockets; first += 50) results.push(...(await Promise.all(Array.from({ length: 50 }, (_, n) => work(first + n)))));
  return results;
}
