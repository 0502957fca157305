import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { correctionSchema, correctionView } from '../schemas/chat-overview.ts';
import { chatIdSchema } from '../schemas/chats.ts';
import { actorOf, tenantOf } from '../services.ts';

export const adminRecountChat = endpoint({
  name: 'admin_recountChat',
  methods: ['POST'],
  summary: 'Recounts a chat from its first entry, and sets its head to that where it says something else; no entry is touched, and users keep writing.',
  access: { kind: 'operator', role: 'operator' },
  input: z.object({ chatId: chatIdSchema }),
  output: correctionSchema,
  handle: async ({ input: { chatId }, principal }, { chatAudit, recordEvent }) => {
    const tenant = tenantOf(principal);
    const correction = await chatAudit.correct({ tenant, id: chatId });
    const severity = correction.kind === 'was-right' ? 'info' : 'warning';
    await recordEvent({ tenant, type: 'CHAT_RECOUNTED', severity, subject: chatId, actor: actorOf(principal), payload: { outcome: correction.kind, before: correction.before, after: correction.after } });
    return correctionView(correction);
  },
});
