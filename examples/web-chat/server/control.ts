import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Plugin } from 'vite';
import type { LocalSora } from './local-sora.ts';

/** What the page may ask of the program behind it: where the server is, and to make its day a bad one. */
export function control(sora: LocalSora): Plugin {
  const actions: Readonly<Record<string, (body: { readonly userId?: string }) => Promise<object>>> = {
    settings: async () => ({ url: sora.url, ingestKey: sora.ingestKey }),
    kill: async () => done(sora.kill()),
    start: async () => done(sora.start()),
    credit: async ({ userId = '' }) => done(sora.credit(userId)),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const name = request.url?.slice(1) ?? '';
    const body = await text(request);
    // A page of another site may not post here: browsers say where a request comes from.
    const isOurs = request.headers['sec-fetch-site'] === 'same-origin';
    const action = isOurs && Object.hasOwn(actions, name) ? actions[name] : undefined;
    response.setHeader('content-type', 'application/json');
    if (action === undefined) response.statusCode = 404;
    try {
      response.end(JSON.stringify((await action?.(body === '' ? {} : (JSON.parse(body) as object))) ?? {}));
    } catch (error) {
      response.statusCode = 503;
      response.end(JSON.stringify({ message: String(error) }));
    }
  };
  return {
    name: 'web-chat-control',
    configurePreviewServer: ({ middlewares }) => { middlewares.use('/control', (request, response) => { void answer(request, response); }); },
  };
}

async function done(step: Promise<void>): Promise<object> {
  await step;
  return {};
}
