import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { accountJson, accountSchema, unitsSchema } from '../schemas/ledger.ts';
import { tenantOf } from '../services.ts';

export const getAccounts = endpoint({
  name: 'getAccounts',
  methods: ['GET', 'POST'],
  summary: 'Accounts of this tenant in the order of their ids: user:UNIT:ID, house:UNIT:NAME, clearing:UNIT:PROVIDER.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    prefix: z.string().max(150).default('').describe('Only ids that begin so, such as user:USD:ali'),
    after: z.string().max(150).optional().describe('Only ids after this one: the cursor of the next page'),
    limit: z.number().int().min(1).max(500).default(50),
  }),
  output: z.object({ units: unitsSchema, accounts: z.array(accountSchema), nextAfter: z.string().exactOptional() }),
  handle: async ({ input: { prefix, after, limit }, principal }, { ledger, settings: { SORA_MONEY_UNITS: units } }) => {
    const found = await ledger.accounts({ tenant: tenantOf(principal), prefix, limit, ...(after === undefined ? {} : { afterId: after }) });
    const last = found.at(-1);
    return { units, accounts: found.map(accountJson), ...(last !== undefined && found.length === limit ? { nextAfter: last.id } : {}) };
  },
});
