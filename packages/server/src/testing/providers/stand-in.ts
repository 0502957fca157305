import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface AskedOf {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export interface StandInAnswer {
  readonly status?: number;
  readonly json: unknown;
}

/** A provider's HTTP API on loopback: not the provider, but something that answers in the shapes that its public documentation shows. */
export interface StandIn {
  readonly url: string;
  /** `POST /v1/refunds`, in the order of arrival. */
  readonly asked: readonly string[];
  /** The next requests are carried out, and their answers never arrive. */
  loseAnswers(count: number): void;
  /** Every answer comes this much later. */
  answerLate(ms: number): void;
  /** Done before the answer goes out: this is how a webhook overtakes it. */
  beforeAnswer(work: ((asked: AskedOf) => Promise<void>) | undefined): void;
  close(): Promise<void>;
}

export async function startStandIn(answer: (asked: AskedOf) => StandInAnswer): Promise<StandIn> {
  const log: string[] = [];
  let [toLose, lateMs] = [0, 0];
  let before: ((asked: AskedOf) => Promise<void>) | undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const asked = await read(request);
      log.push(`${asked.method} ${asked.path}`);
      const { status = 200, json } = answer(asked);
      if (before !== undefined) await before(asked);
      await sleep(lateMs);
      if (toLose > 0) {
        toLose -= 1;
        return void request.socket.destroy();
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    asked: log,
    loseAnswers: (count) => { toLose = count; },
    answerLate: (ms) => { lateMs = ms; },
    beforeAnswer: (work) => { before = work; },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<AskedOf> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://stand-in');
  return { method: request.method ?? '', path: url.pathname, query: url.searchParams, body: Buffer.concat(chunks).toString('utf8'), headers: request.headers };
}
