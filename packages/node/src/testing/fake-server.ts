import { createServer } from 'node:http';
import type { Frame } from '@sora/core';

/** What the fake answers to one frame; `cut`: it takes the frame, and the connection breaks before the answer. */
export type Reply = 'cut' | { readonly status: number; readonly body: unknown };

/** Keeps what is posted, and answers as it is told: the next reply of `replies`, else a receipt. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly frames: readonly Frame[];
  readonly authorizations: readonly (string | undefined)[];
  readonly replies: Reply[];
}

export function receipt(more: object = {}): Reply {
  return { status: 202, body: { seq: 1, kind: 'accepted', accepted: 1, rejected: [], nextFlushMs: 1, ...more } };
}

export async function fakeServer(port = 0): Promise<FakeServer> {
  const [frames, authorizations, replies]: [Frame[], (string | undefined)[], Reply[]] = [[], [], []];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    frames.push(JSON.parse(Buffer.concat(chunks).toString()) as Frame);
    authorizations.push(request.headers.authorization);
    const reply = replies.shift() ?? receipt();
    if (reply === 'cut') response.destroy();
    else response.writeHead(reply.status).end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    frames, authorizations, replies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => { server.close(closed); });
    },
  };
}
