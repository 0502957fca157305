import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Said = Readonly<Record<string, unknown>> & { readonly type: string };

/** A client over a real socket, with everything that it was told. */
export interface LiveClient extends AsyncDisposable {
  readonly ws: WebSocket;
  readonly frames: readonly Said[];
  /** The code that the server hung up with. */
  readonly closed: Promise<number>;
  say(frame: object): void;
  /** The first frame of this type, come or to come, after those that were asked for before. */
  next(type: string): Promise<Said>;
  /** Numbers of the entries of this chat, as they came. */
  seqs(chat: string): readonly number[];
}

export async function liveClient(url: string, options: WebSocket.ClientOptions = {}): Promise<LiveClient> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, options);
  const frames: Said[] = [];
  const read = new Set<Said>();
  const waiting = new Set<() => void>();
  const closed = once(ws, 'close').then(([code]) => Number(code));
  ws.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Said);
    for (const look of waiting) look();
  });
  await once(ws, 'open');
  ws.on('error', () => undefined);
  return {
    ws, frames, closed,
    say: (frame) => ws.send(JSON.stringify(frame)),
    next: (type) => new Promise((resolve) => {
      const look = () => {
        const found = frames.find((frame) => frame.type === type && !read.has(frame));
        if (found === undefined) return;
        read.add(found);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    }),
    seqs: (chat) => frames.filter((frame) => frame.type === 'entries' && frame['chat'] === chat).flatMap(({ entries }) => (entries as readonly { readonly seq: number }[]).map(({ seq }) => seq)),
    async [Symbol.asyncDispose]() {
      ws.terminate();
      await closed;
    },
  };
}

/** A client that has said hello and was let in. */
export async function welcomed(url: string, token: string): Promise<LiveClient> {
  const client = await liveClient(url);
  client.say({ type: 'hello', version: 1, token });
  await client.next('welcome');
  return client;
}
