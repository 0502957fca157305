import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { rulesAnswerSchema, scanAnswer, textAnswer } from '../schemas/rules-answer.ts';
import { actorOf, tenantOf } from '../services.ts';

export const adminValidateFirestoreRules = endpoint({
  name: 'admin_validateFirestoreRules',
  methods: ['GET', 'POST'],
  summary: 'Proves what security rules allow: findings with the request that shows each, who may do what, and a score.',
  access: { kind: 'operator', role: 'operator' },
  input: z.object({ source: z.string().min(1).optional().meta({ description: 'Text of the rules of one service; nothing of it is kept. Without it, the files of SORA_FIRESTORE_RULES and SORA_STORAGE_RULES are scanned, and the scan is kept.' }) }),
  output: rulesAnswerSchema,
  async handle({ input: { source }, principal }, { rules }) {
    const tenant = tenantOf(principal);
    if (source !== undefined) return textAnswer(await rules.analyse(tenant, source));
    return scanAnswer(await rules.scan({ tenant, trigger: 'request', actor: actorOf(principal) }));
  },
});
