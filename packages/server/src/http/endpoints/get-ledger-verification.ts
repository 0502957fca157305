import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { verificationJson, verificationSchema } from '../schemas/ledger-verification.ts';
import { tenantOf } from '../services.ts';

export const getLedgerVerification = endpoint({
  name: 'getLedgerVerification',
  methods: ['GET', 'POST'],
  summary: 'The latest verifications of the ledger, newest first: when, how long, what was found and what to do about it.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({ limit: z.number().int().min(1).max(50).default(5) }),
  output: z.object({ verifications: z.array(verificationSchema) }),
  handle: async ({ input: { limit }, principal }, { verification }) => ({ verifications: (await verification.latest(tenantOf(principal), limit)).map(verificationJson) }),
});
