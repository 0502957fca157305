import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { refusalJson, refusalSchema, transferJson, transferSchema, unitsSchema } from '../schemas/ledger.ts';
import { tenantOf } from '../services.ts';

export const findTransfers = endpoint({
  name: 'findTransfers',
  methods: ['GET', 'POST'],
  summary: 'What was booked, or refused for good, under an idempotency key, whoever paid; newest first.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    key: z.string().min(1).max(200),
    payer: z.string().max(150).optional().describe('Such as user:USD:alice: then it is one look-up, however many accounts there are'),
    limit: z.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ units: unitsSchema, transfers: z.array(transferSchema), refusals: z.array(refusalSchema) }),
  handle: async ({ input: { key, payer, limit }, principal }, { ledger, settings: { SORA_MONEY_UNITS: units } }) => {
    const { transfers, refusals } = await ledger.underKey({ tenant: tenantOf(principal), key, limit, ...(payer === undefined ? {} : { payer }) });
    return { units, transfers: transfers.map(transferJson), refusals: refusals.map(refusalJson) };
  },
});
