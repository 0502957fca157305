import { createServer } from 'node:http';
import type { Frame } from '@sora/core';

/** What the fake answers; `cut`: it takes what was posted, and the connection breaks before the answer. */
export type Reply = 'cut' | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/** Something that was posted. */
export interface Posted {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** Keeps what is posted, and answers as it is told: the next reply of `replies`, else what `answer` says, else a receipt. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly posted: readonly Posted[];
  readonly frames: readonly Frame[];
  readonly authorizations: readonly (string | undefined)[];
  readonly replies: Reply[];
}

export function receipt(more: object = {}): Reply {
  return { status: 202, body: { seq: 1, kind: 'accepted', accepted: 1, rejected: [], nextFlushMs: 1, ...more } };
}

export async function fakeServer(port = 0, answer: (posted: Posted) => Reply | Promise<Reply> = () => receipt()): Promise<FakeServer> {
  const [posted, authorizations, replies]: [Posted[], (string | undefined)[], Reply[]] = [[], [], []];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const key = request.headers['idempotency-key'];
    const one: Posted = { path: request.url ?? '', key: typeof key === 'string' ? key : undefined, body: JSON.parse(Buffer.concat(chunks).toString()) as unknown };
    posted.push(one);
    authorizations.push(request.headers.authorization);
    const reply = replies.shift() ?? (await answer(one));
    if (reply === 'cut') response.destroy();
    else response.writeHead(reply.status, reply.headers ?? {}).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    posted, authorizations, replies,
    get frames() { return posted.filter(({ path }) => path === '/v1/ingest').map(({ body }) => body as Frame); },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}
