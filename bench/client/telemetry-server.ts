import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Takes what our client and Sentry's send, and counts each event. */
export interface TelemetryServer extends AsyncDisposable {
  readonly url: string;
  /** Errors that arrived, as our frames count them, and as Sentry's envelopes name them: how many, and how many different. */
  readonly counted: { ours: number; readonly sentry: string[] };
  /** From now on, 503 for everything, or not. */
  refuse(isRefusing: boolean): void;
}

export async function telemetryServer(html: string, script: string): Promise<TelemetryServer> {
  const counted: TelemetryServer['counted'] = { ours: 0, sentry: [] };
  const frames = new Set<string>();
  let isRefusing = false;
  const server = createServer((request, response) => void (async () => {
    const body = await text(request);
    const send = (status: number, type: string, answer: string) => { response.writeHead(status, { 'content-type': type, 'access-control-allow-origin': '*' }).end(answer); };
    if (request.method === 'GET') return send(200, request.url === '/page.js' ? 'text/javascript' : 'text/html', request.url === '/page.js' ? script : html);
    if (isRefusing) return send(503, 'application/json', '{"code":"overloaded"}');
    if (request.url?.startsWith('/v1/ingest') === true) return send(202, 'application/json', receiptOf(JSON.parse(body) as Frame));
    counted.sentry.push(...[...body.matchAll(/"message":"(error \d+)"/g)].map(([, message = '']) => message));
    return send(200, 'application/json', '{}');
  })());
  const receiptOf = (frame: Frame): string => {
    const name = `${frame.install} ${frame.boot} ${frame.seq}`;
    if (!frames.has(name)) counted.ours += frame.counters.filter(({ type }) => type === 'ERROR').reduce((sum, { count }) => sum + count, 0);
    frames.add(name);
    return JSON.stringify({ seq: frame.seq, kind: 'accepted', accepted: 1, rejected: [], nextFlushMs: 1_000 });
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    counted,
    refuse: (next) => { isRefusing = next; },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}

interface Frame {
  readonly install: string;
  readonly boot: string;
  readonly seq: number;
  readonly counters: readonly { readonly type: string; readonly count: number }[];
}
