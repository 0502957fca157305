import { headDifferences } from '@sora/core';
import { z } from 'zod';
import { unknownChat } from '../chat-call.ts';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { logStateSchema, logStateView, memberSummarySchema, stripSchema } from '../schemas/chat-overview.ts';
import { chatIdSchema, chatSchema, seqSchema } from '../schemas/chats.ts';
import { tenantOf } from '../services.ts';

/** Some 60 ms in a log that has as many (2026-11-24, 2 cores). */
const stripNumbers = 50_000;
const stripStretches = 120;
const shownMembers = 12;

export const getChatLog = endpoint({
  name: 'getChatLog',
  methods: ['GET', 'POST'],
  summary: 'One chat with the proof of its log: what its head says beside what its entries come to, which numbers are there and which are missing, and who is in it. No text is read.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({ chatId: chatIdSchema, toSeq: seqSchema.optional().meta({ description: `The strip ends here. Default: the end of the log. It covers ${stripNumbers} numbers.` }) }),
  output: z.object({
    chat: chatSchema,
    log: logStateSchema,
    differences: z.array(z.string()).meta({ description: 'What the head says otherwise than the entries, in words; empty when it is right.' }),
    strip: stripSchema,
    members: memberSummarySchema,
  }),
  handle: async ({ input: { chatId, toSeq = Infinity }, principal }, { overview }) => {
    const tenant = tenantOf(principal);
    const state = await overview.log(tenant, chatId);
    if (state === undefined) throw unknownChat(chatId);
    const { chat, lastSeq, digest, messages = chat.messages } = state;
    const strip = await overview.strip({ tenant, chat: chatId, toSeq: Math.min(toSeq, lastSeq), numbers: stripNumbers, stretches: stripStretches });
    const members = await overview.members({ tenant, chat: chatId, limit: shownMembers });
    return { chat: chatView(chat), log: logStateView(state), differences: headDifferences(chat, { lastSeq, digest, messages, versions: new Map() }), strip, members };
  },
});
