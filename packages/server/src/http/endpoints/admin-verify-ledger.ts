import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { actorOf, tenantOf } from '../services.ts';

export const adminVerifyLedger = endpoint({
  name: 'admin_verifyLedger',
  methods: ['POST'],
  summary: 'Re-adds and re-hashes the whole ledger in the background; its report comes with getLedgerVerification and as the event LEDGER_VERIFIED.',
  access: { kind: 'operator', role: 'operator' },
  input: z.object({}),
  output: z.object({ state: z.enum(['started', 'running']).meta({ description: 'running: one was under way already, here or on another server.' }) }),
  status: 202,
  handle: async ({ principal }, { verification }) => ({ state: await verification.start(tenantOf(principal), actorOf(principal)) }),
});
