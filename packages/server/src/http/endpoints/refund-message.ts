import { SoraError } from '@sora/core';
import { z } from 'zod';
import { refund } from '../chat-refund.ts';
import { endpoint } from '../endpoint.ts';
import { replayedHeader } from '../idempotency-key.ts';
import { chatIdSchema, messageSeqSchema } from '../schemas/chats.ts';
import { transferSchema } from '../schemas/wallets.ts';
import { tenantOf } from '../services.ts';
import { transferView } from '../wallet-views.ts';

export const refundMessage = endpoint({
  name: 'refundMessage',
  aliases: ['/v1/chats/:chatId/messages/:seq/refund'],
  methods: ['POST'],
  summary: 'Gives back what a message cost, the platform’s part included, once. The message stays. After a refusal it can be asked for again.',
  access: { kind: 'service', scope: 'chats:write', andScope: 'wallets:write' },
  input: z.object({ chatId: chatIdSchema, seq: messageSeqSchema }),
  output: z.object({ kind: z.enum(['posted', 'replayed']), transfers: z.array(transferSchema) }),
  handle: async ({ input: { chatId, seq }, principal, reply }, services) => {
    const tenant = tenantOf(principal);
    const [entry] = await services.chats.range({ tenant, chat: chatId, fromSeq: seq, toSeq: seq, limit: 1 });
    if (entry === undefined) throw new SoraError('unknown-message', { detail: `The chat "${chatId}" has no entry ${seq}.` });
    const outcome = await refund(entry, services);
    if (outcome.kind === 'refused') throw new SoraError(outcome.code, { detail: outcome.detail });
    if (outcome.kind === 'replayed') void reply.header(replayedHeader, 'true');
    return { kind: outcome.kind, transfers: outcome.transfers.map(transferView) };
  },
});
