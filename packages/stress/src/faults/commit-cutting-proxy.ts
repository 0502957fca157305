import { connect, createServer, type Socket } from 'node:net';
import type { Address } from './address.ts';
import { lostCommits } from './lost-commits.ts';
import { postgresMessages } from './postgres-messages.ts';
import { listen, track } from './sockets.ts';

/** A PostgreSQL proxy that can lose the answer to what commits: the database has kept the work, and nobody is told. */
export interface CommitCuttingProxy {
  readonly port: number;
  /** Share of commits whose answer is lost, 0 to 1. */
  cutRatio: number;
  /** Commits that reached the database and whose answer was thrown away with the connection. */
  readonly cuts: number;
  /** Those of them that were no COMMIT but one statement that is its own transaction: how the ledger books what it decided on memory. */
  readonly statementCuts: number;
}

export interface CommitCuttingProxyParts {
  /** Where the database is now: it may move when it is started again. */
  readonly target: () => Promise<Address>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export async function commitCuttingProxy({ target, random }: CommitCuttingProxyParts): Promise<CommitCuttingProxy & AsyncDisposable> {
  const state = { cutRatio: 0, cuts: 0, statementCuts: 0 };
  const sockets = new Set<Socket>();
  const count = (how: 'transaction' | 'statement') => { state[how === 'statement' ? 'statementCuts' : 'cuts'] += 1; };
  const server = createServer((client) => {
    track(sockets, client);
    target().then(({ host, port }) => join(client, track(sockets, connect({ host, port })), { next: () => random() < state.cutRatio, count }), () => client.destroy());
  });
  const { port, close } = await listen(server, sockets);
  return {
    port,
    get cutRatio() { return state.cutRatio; },
    set cutRatio(ratio) { state.cutRatio = ratio; },
    get cuts() { return state.cuts + state.statementCuts; },
    get statementCuts() { return state.statementCuts; },
    [Symbol.asyncDispose]: close,
  };
}

function join(client: Socket, upstream: Socket, { next, count }: { readonly next: () => boolean; readonly count: (how: 'transaction' | 'statement') => void }): void {
  const commits = lostCommits(next);
  const fromClient = postgresMessages(commits.asked, 1);
  const fromDatabase = postgresMessages((type, message) => {
    if (client.destroyed) return;
    const fate = commits.answered(type, message);
    if (fate.kind === 'pass') for (const each of fate.messages) client.write(each);
    if (fate.kind === 'cut') {
      count(fate.how);
      client.destroy();
    }
  });
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
  client.on('data', (chunk: Buffer) => {
    fromClient(chunk);
    upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    client.cork();
    fromDatabase(chunk);
    client.uncork();
  });
}
