import { type AccessRule, SoraError } from '@sora/core';
import { z } from 'zod';
import { replyingEndpoint } from '../endpoint.ts';
import { openEventStream } from '../server-sent-events.ts';

const access = { kind: 'operator', role: 'viewer' } as const satisfies AccessRule;
const recheckEveryMs = 3_000;

/** A page asks again for what it shows when it hears `flushed`; so nobody's data travels here, and one event serves every page. */
export const streamLive = replyingEndpoint({
  name: 'streamLive',
  methods: ['GET'],
  summary: 'Server-sent events: `flushed` (new measurements are stored), `database` (lost or back), `ended` (this credential no longer may), `closing` (this server stops).',
  access,
  input: z.object({}),
  produces: 'text/event-stream',
  handle: async ({ request, reply }, { live, doors, database }) => {
    if (request.method === 'HEAD') return reply.type('text/event-stream').send();
    if (live.subscribers >= 1_000) throw new SoraError('overloaded', { detail: 'A thousand streams are open on this server.' });
    const stream = openEventStream(reply);
    stream.send('database', database());
    const unsubscribe = live.subscribe((signal) => {
      stream.send(signal.event, signal.data);
      if (signal.event === 'closing') stream.close();
    });
    const recheck = setInterval(async () => {
      stream.keepAlive();
      try {
        await doors(request, access);
      } catch (error) {
        if (!(error instanceof SoraError) || error.retryable) return;
        stream.send('ended', { code: error.problem });
        stream.close();
      }
    }, recheckEveryMs);
    await stream.closed;
    clearInterval(recheck);
    unsubscribe();
    return reply;
  },
});
