import { z } from 'zod';
import { showPiece } from '../chat-ai.ts';
import { identityOf } from '../chat-send.ts';
import { endpoint } from '../endpoint.ts';
import { identityFields } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

/** Few enough to travel between servers at once. */
const maxPieceUnits = 4_000;

export const showPartialReply = endpoint({
  name: 'showPartialReply',
  aliases: ['/v1/chats/:chatId/ai-replies/partial'],
  methods: ['POST'],
  summary: 'Shows a piece of an AI reply, while it is generated, to everyone who follows the chat now. Nothing is stored.',
  access: { kind: 'service', scope: 'chats:write' },
  input: z.object({
    ...identityFields,
    userId: userIdSchema.meta({ description: 'The user that the AI is, a member of the chat.' }),
    offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).meta({ description: 'Where the piece begins in the reply, in UTF-16 units.' }),
    text: z.string().min(1).max(maxPieceUnits).meta({ description: `1 to ${maxPieceUnits} UTF-16 units.` }),
  }),
  output: z.object({ isShown: z.boolean().meta({ description: 'false: the reply is in the chat already, so that the piece was dropped.' }) }),
  handle: async (call, services) => {
    const { offset, text } = call.input;
    return { isShown: await showPiece({ ...identityOf(call), offset, text }, services) };
  },
});
