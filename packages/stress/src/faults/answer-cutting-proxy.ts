import { connect, createServer, type Socket } from 'node:net';
import type { Address } from './address.ts';
import { listen, track } from './sockets.ts';

/** An HTTP proxy that can lose answers: the server has done the work, and the client is not told. */
export interface AnswerCuttingProxy {
  readonly url: string;
  /** Share of answers that are lost, 0 to 1. */
  cutRatio: number;
  /** Answers that began and were thrown away with their connection. */
  readonly cuts: number;
}

export interface AnswerCuttingProxyParts {
  /** Where the server is now; it has another port after each start. */
  readonly target: () => Address;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export async function answerCuttingProxy({ target, random }: AnswerCuttingProxyParts): Promise<AnswerCuttingProxy & AsyncDisposable> {
  const state = { cutRatio: 0, cuts: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    track(sockets, client);
    join(client, track(sockets, connect(target())), { next: () => random() < state.cutRatio, cut: () => { state.cuts += 1; } });
  });
  const { port, close } = await listen(server, sockets);
  return {
    url: `http://127.0.0.1:${port}`,
    get cutRatio() { return state.cutRatio; },
    set cutRatio(ratio) { state.cutRatio = ratio; },
    get cuts() { return state.cuts; },
    [Symbol.asyncDispose]: close,
  };
}

/** One request is under way on a connection at a time, so that the first bytes after a request begin its answer. */
function join(client: Socket, upstream: Socket, { next, cut }: { readonly next: () => boolean; readonly cut: () => void }): void {
  let isAsked = false;
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
  client.on('data', (chunk: Buffer) => {
    isAsked = true;
    upstream.write(chunk);
  });
  upstream.on('data', (chunk: Buffer) => {
    const isBeginning = isAsked;
    isAsked = false;
    if (!isBeginning || !next()) return client.write(chunk);
    cut();
    return client.destroy();
  });
}
