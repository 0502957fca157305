import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { creator, people, rooms } from '../src/rooms.ts';

/** A SORA server on this machine that can be killed and started again, with what the example needs in it. */
export interface LocalSora {
  readonly url: string;
  readonly ingestKey: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** A gift of 10.00 to this user. */
  credit(userId: string): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalSoraOptions {
  readonly port: number;
  readonly dataDir: string;
  /** Of the page. */
  readonly origin: string;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const startsWithinMs = 180_000;

export async function localSora(options: LocalSoraOptions): Promise<LocalSora> {
  const url = `http://127.0.0.1:${options.port}`;
  let child: ChildProcess | undefined;
  const start = async () => {
    if (child !== undefined) return;
    child = launch(options);
    await untilReady(url, child);
  };
  const end = async (signal: 'SIGINT' | 'SIGKILL') => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    ending.kill(signal);
    await once(ending, 'exit');
  };
  await start();
  const admin = (await readFile(join(options.dataDir, 'admin-token'), 'utf8')).trim();
  const { token: ingestKey } = await post<{ token: string }>(url, admin, { path: '/admin_createToken', body: { name: 'web-chat', kind: 'ingest' } });
  const { token: service } = await post<{ token: string }>(url, admin, { path: '/admin_createToken', body: { name: 'web-chat-backend', kind: 'service', scopes: ['wallets:write', 'wallets:credit', 'chats:read', 'chats:write'] } });
  await furnish((path, body) => post(url, service, { path, body }));
  return {
    url, ingestKey, start,
    kill: () => end('SIGKILL'),
    credit: async (userId) => { await post(url, service, { path: `/v1/wallets/${userId}/credits`, body: { amount: '1000', from: 'gifts', idempotencyKey: crypto.randomUUID() } }); },
    stop: () => end('SIGINT'),
  };
}

function launch({ port, dataDir, origin }: LocalSoraOptions): ChildProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  // Settings of a server of the developer's own are none of this one.
  const environment = { PATH, HOME, TMPDIR, SORA_PORT: String(port), SORA_DATA_DIR: dataDir, SORA_APP_ORIGINS: origin, SORA_LOG_LEVEL: 'warn' };
  return spawn(process.execPath, ['--conditions=@sora/source', 'apps/cli/src/main.ts', 'serve', '--dev'], { cwd: root, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const untilMs = performance.now() + startsWithinMs;
  while (child.exitCode === null && performance.now() < untilMs) {
    if (await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false)) return;
    await sleep(50);
  }
  child.kill('SIGINT');
  throw new Error(`The SORA server does not answer at ${url}. Is the port taken? Choose another with EXAMPLE_SORA_PORT.`);
}

/** Chats, their members, and what a message to the creator costs. Doing it again changes nothing. */
async function furnish(ask: (path: string, body: object) => Promise<unknown>): Promise<void> {
  for (const userId of people) await ask('/v1/wallets', { userId });
  for (const { chatId, kind, price } of rooms) {
    await ask('/v1/chats', { id: chatId, kind, userId: creator });
    for (const memberId of people) if (kind === 'group' && memberId !== creator) await ask(`/v1/chats/${chatId}/members`, { userId: creator, memberId });
    if (price !== undefined) await ask('/v1/prices', { chatId, action: 'message', price: { amount: price } });
  }
}

async function post<T>(url: string, token: string, { path, body }: { readonly path: string; readonly body: object }): Promise<T> {
  const response = await fetch(url + path, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as T;
}
