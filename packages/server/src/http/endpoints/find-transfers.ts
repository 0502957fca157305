import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { transferJson, transferSchema, unitsSchema } from '../schemas/ledger.ts';
import { tenantOf } from '../services.ts';

export const findTransfers = endpoint({
  name: 'findTransfers',
  methods: ['GET', 'POST'],
  summary: 'What was booked under an idempotency key, whoever paid; newest first.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({ key: z.string().min(1).max(200), limit: z.number().int().min(1).max(100).default(20) }),
  output: z.object({ units: unitsSchema, transfers: z.array(transferSchema) }),
  handle: async ({ input: { key, limit }, principal }, { ledger, settings: { SORA_MONEY_UNITS: units } }) => ({ units, transfers: (await ledger.transfersByKey({ tenant: tenantOf(principal), key, limit })).map(transferJson) }),
});
