import { Readable } from 'node:stream';
import { z } from 'zod';
import { actingUser } from '../chat-call.ts';
import { replyingEndpoint } from '../endpoint.ts';
import { userBundleSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';
import { exportPieces } from '../user-export.ts';

export const exportUser = replyingEndpoint({
  name: 'exportUser',
  aliases: ['/v1/users/:userId/export'],
  methods: ['GET'],
  summary: 'Everything kept of a user, as one JSON object: the chats they are in, what they wrote anywhere, their wallets with history.',
  access: { kind: 'user-or-service', scope: 'chats:read', andScope: 'wallets:read' },
  input: z.object({ userId: userIdSchema }),
  produces: 'application/json',
  describes: userBundleSchema,
  handle: async (call, services) => {
    const pieces = exportPieces(actingUser(call), services);
    // Read before the head is sent, so that what goes wrong at once is a problem and not half an answer.
    const { value: first = '' } = await pieces.next();
    return call.reply.type('application/json').send(Readable.from(joined(first, pieces), { objectMode: false }));
  },
});

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
