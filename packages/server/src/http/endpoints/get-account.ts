import { SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { accountJson, accountSchema, holdJson, holdSchema, postingJson, postingSchema, unitsSchema } from '../schemas/ledger.ts';
import { tenantOf } from '../services.ts';

const holdLimit = 100;

export const getAccount = endpoint({
  name: 'getAccount',
  methods: ['GET', 'POST'],
  summary: 'One account with its postings, newest first, each with the balance after it, and its open holds.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    id: z.string().max(150).describe('Such as user:USD:alice'),
    limit: z.number().int().min(1).max(500).default(50),
    before: z.number().int().min(1).optional().describe('Only postings with a smaller number: the cursor of the next page'),
  }),
  output: z.object({ units: unitsSchema, account: accountSchema, postings: z.array(postingSchema), holds: z.array(holdSchema), nextBefore: z.number().int().exactOptional() }),
  handle: async ({ input: { id, limit, before }, principal }, { ledger, settings: { SORA_MONEY_UNITS: units } }) => {
    const tenant = tenantOf(principal);
    const account = await ledger.account(tenant, id);
    if (account === undefined) throw new SoraError('unknown-account', { detail: `There is no account "${id}".` });
    const [postings, holds] = await Promise.all([
      ledger.postings({ tenant, account: id, limit, ...(before === undefined ? {} : { beforePosting: before }) }),
      ledger.openHolds({ tenant, payer: id, limit: holdLimit }),
    ]);
    const last = postings.at(-1)?.leg.posting;
    return { units, account: accountJson(account), postings: postings.map(postingJson), holds: holds.map(holdJson), ...(last !== undefined && last > 1 && postings.length === limit ? { nextBefore: last } : {}) };
  },
});
