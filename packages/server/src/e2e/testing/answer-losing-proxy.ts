import { connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server, byte for byte, and can lose an answer. */
export interface AnswerLosingProxy extends AsyncDisposable {
  readonly port: number;
  /** The next request that contains this text reaches the server, and the connection breaks when the answer begins. */
  loseAnswerTo(text: string): void;
  /** How many answers were lost. */
  readonly lost: number;
}

export async function answerLosingProxy(target: { readonly host: string; readonly port: number }): Promise<AnswerLosingProxy> {
  let wanted: string | undefined;
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target);
    let losing = false;
    for (const [socket, other] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => { sockets.delete(socket); other.destroy(); });
    }
    client.on('data', (chunk) => {
      if (wanted !== undefined && chunk.includes(wanted)) [losing, wanted] = [true, undefined];
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!losing) return client.write(chunk);
      lost += 1;
      return client.destroy();
    });
  });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    port: address.port,
    loseAnswerTo: (text) => { wanted = text; },
    get lost() { return lost; },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}
