import { connect, createServer, type Socket } from 'node:net';
import type { Address } from './address.ts';
import { listen, track } from './sockets.ts';

/** A PostgreSQL proxy that can lose what follows a COMMIT: the database has kept the work, and nobody is told. */
export interface CommitCuttingProxy {
  readonly port: number;
  /** Share of commits whose answer is lost, 0 to 1. */
  cutRatio: number;
  /** Commits that reached the database and whose answer was thrown away with the connection. */
  readonly cuts: number;
}

export interface CommitCuttingProxyParts {
  /** Where the database is now: it may move when it is started again. */
  readonly target: () => Promise<Address>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A frontend message that commits: `Q` or `P` with this text. */
const commitText = /\bcommit\b/i;

export async function commitCuttingProxy({ target, random }: CommitCuttingProxyParts): Promise<CommitCuttingProxy & AsyncDisposable> {
  const state = { cutRatio: 0, cuts: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    track(sockets, client);
    target().then(({ host, port }) => join(client, track(sockets, connect({ host, port })), { next: () => random() < state.cutRatio, cut: () => { state.cuts += 1; } }), () => client.destroy());
  });
  const { port, close } = await listen(server, sockets);
  return {
    port,
    get cutRatio() { return state.cutRatio; },
    set cutRatio(ratio) { state.cutRatio = ratio; },
    get cuts() { return state.cuts; },
    [Symbol.asyncDispose]: close,
  };
}

function join(client: Socket, upstream: Socket, { next, cut }: { readonly next: () => boolean; readonly cut: () => void }): void {
  let losing = false;
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
  client.on('data', (chunk: Buffer) => {
    if (commitText.test(chunk.toString('latin1')) && next()) losing = true;
    upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    if (!losing) return client.write(chunk);
    // CommandComplete of the commit: only now it is kept for certain.
    if (!chunk.includes('COMMIT')) return undefined;
    cut();
    return client.destroy();
  });
}
