import { addressOf } from './faults/address.ts';
import { commitCuttingProxy, type CommitCuttingProxy } from './faults/commit-cutting-proxy.ts';
import { type DataFolder, freshDataFolder } from './probes/data-folder.ts';
import { type ServerProcess, startServer } from './probes/server-process.ts';

/** Two servers on one database: the first owns it, the second reaches it through a proxy that can lose the answers of commits. */
export interface TwoServers extends AsyncDisposable {
  readonly folder: DataFolder;
  readonly proxy: CommitCuttingProxy;
  /** As they are now. */
  servers(): readonly ServerProcess[];
  /** Addresses of the servers that run now. */
  urls(): readonly string[];
  /** A backend's key at both. */
  readonly serviceKey: string;
  /** SIGKILL, and a new process from disk. */
  restart(index: 0 | 1): Promise<void>;
}

const mostStarts = 10;

export interface TwoServersParts {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Of the backend's key. */
  readonly scopes: readonly string[];
  /** Settings of both. */
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startTwoServers({ random, scopes, environment = {} }: TwoServersParts): Promise<TwoServers> {
  const [folder, otherFolder] = await Promise.all([freshDataFolder(), freshDataFolder()]);
  const first = () => startServer({ ...environment, SORA_DATA_DIR: folder.path, SORA_REGION: 'east' });
  const running = [await first()];
  const proxy = await commitCuttingProxy({ random, target: async () => addressOf(await folder.databaseUrl()) });
  const throughProxy = new URL(await folder.databaseUrl());
  throughProxy.port = String(proxy.port);
  const second = () => startServer({ ...environment, SORA_DATA_DIR: otherFolder.path, DATABASE_URL: throughProxy.href, SORA_REGION: 'west' });
  running.push(await second());
  const serviceKey = await createKey(running[0]?.url ?? '', await folder.adminToken(), scopes);
  return {
    folder,
    proxy,
    servers: () => running,
    urls: () => running.filter((server) => server.alive()).map(({ url }) => url),
    serviceKey,
    async restart(index) {
      await running[index]?.end('SIGKILL');
      running[index] = await supervised(index === 0 ? first : second);
    },
    async [Symbol.asyncDispose]() {
      for (const server of running.toReversed()) await server.end('SIGINT');
      await proxy[Symbol.asyncDispose]();
      await folder.clear();
      await otherFolder.clear();
    },
  };
}

/** A server refuses to start when its database does not answer, which a lost answer looks like; whoever supervises it starts it again. */
async function supervised(start: () => Promise<ServerProcess>): Promise<ServerProcess> {
  for (let attempt = 1; attempt < mostStarts; attempt += 1) {
    const server = await start().catch(() => undefined);
    if (server !== undefined) return server;
  }
  return start();
}

async function createKey(url: string, adminToken: string, scopes: readonly string[]): Promise<string> {
  const response = await fetch(new URL('/admin_createToken', url), { method: 'POST', headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'campaign', kind: 'service', scopes }) });
  if (!response.ok) throw new Error(`No service key: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { readonly token: string }).token;
}
