import { SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { accountJson, accountSchema } from '../schemas/ledger.ts';
import { actorOf, tenantOf } from '../services.ts';

export const adminReleaseAccount = endpoint({
  name: 'admin_releaseAccount',
  methods: ['POST'],
  summary: 'Lets a frozen account debit again, once an engineer has looked at why it was frozen.',
  access: { kind: 'operator', role: 'operator' },
  input: z.object({
    id: z.string().max(150).describe('Such as user:USD:alice'),
    reason: z.string().trim().min(1).max(500).optional().describe('Why, for the audit trail'),
  }),
  output: z.object({ account: accountSchema }),
  handle: async ({ input: { id, reason }, principal }, { ledger, recordEvent }) => {
    const tenant = tenantOf(principal);
    const released = await ledger.release(tenant, id);
    const account = await ledger.account(tenant, id);
    if (account === undefined) throw new SoraError('unknown-account', { detail: `There is no account "${id}".` });
    if (!released) throw new SoraError('invalid-operation', { detail: account.frozen ? `"${id}" is below its floor: it can be released when the missing money was paid in.` : `"${id}" is not frozen.` });
    await recordEvent({ tenant, type: 'ACCOUNT_RELEASED', severity: 'warning', subject: id, actor: actorOf(principal), ...(reason === undefined ? {} : { payload: { reason } }) });
    return { account: accountJson(account) };
  },
});
