import type { FastifyReply } from 'fastify';

/** An open stream of server-sent events. */
export interface EventStream {
  send(event: string, data: unknown): void;
  /** Keeps proxies from closing a silent stream. */
  keepAlive(): void;
  close(): void;
  readonly closed: Promise<void>;
}

/** A reader that lets this much pile up is gone or hopelessly slow: its stream is closed, and it comes back. */
const bufferLimitBytes = 256 * 1024;
/** What a reader has to take the last words, before the connection is cut. */
const lastWordsMs = 2_000;

/** Takes over the reply. Headers that hooks have set (security, cookies) go along. */
export function openEventStream(reply: Pick<FastifyReply, 'raw' | 'hijack' | 'getHeaders'>): EventStream {
  reply.hijack();
  const { raw } = reply;
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).filter((entry): entry is [string, string | string[] | number] => entry[1] !== undefined));
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  // A reader that left while its credential was being looked up has closed already, and would never do so again.
  const closed = raw.destroyed ? Promise.resolve() : new Promise<void>((resolve) => raw.once('close', resolve));
  const write = (text: string) => {
    if (raw.destroyed || raw.writableEnded) return;
    if (raw.writableLength > bufferLimitBytes) raw.destroy();
    else raw.write(text);
  };
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    keepAlive: () => write(': here\n\n'),
    close() {
      if (raw.writableEnded) return;
      raw.end();
      const cut = setTimeout(() => raw.destroy(), lastWordsMs);
      raw.once('close', () => clearTimeout(cut));
    },
    closed,
  };
}
