import { formatMinor, readStatement, SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { statementLineJson, statementSchema } from '../schemas/statement.ts';
import { tenantOf } from '../services.ts';

export const getAccountStatement = endpoint({
  name: 'getAccountStatement',
  methods: ['GET', 'POST'],
  summary: 'The statement of an account over a period, oldest line first: opening balance, every posting, closing balance.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    id: z.string().max(150).describe('Such as user:USD:alice'),
    fromMs: z.number().int().min(0).default(0).describe('Beginning of the period, in milliseconds since 1970; included'),
    toMs: z.number().int().min(0).optional().describe('End of the period, not included; default: now'),
    after: z.number().int().min(0).optional().describe('Only lines with a greater number: `nextAfter` of the page before'),
    limit: z.number().int().min(1).max(1_000).default(500),
  }),
  output: statementSchema,
  handle: async ({ input: { id, fromMs, toMs: end, after, limit }, principal }, { ledger, clock, settings: { SORA_MONEY_UNITS: units } }) => {
    const account = await ledger.account(tenantOf(principal), id);
    if (account === undefined) throw new SoraError('unknown-account', { detail: `There is no account "${id}".` });
    const toMs = end ?? clock.nowMs();
    const { openingMinor, closingMinor, lines, nextAfter } = await readStatement(ledger, account, { fromMs, toMs, limit, ...(after === undefined ? {} : { afterPosting: after }) });
    const exponent = units.find(({ unit }) => unit === account.unit)?.exponent ?? 0;
    return {
      account: id, unit: account.unit, exponent, fromMs, toMs,
      openingMinor: `${openingMinor}`, opening: formatMinor(openingMinor, exponent), closingMinor: `${closingMinor}`, closing: formatMinor(closingMinor, exponent),
      lines: lines.map((line) => statementLineJson(line, exponent)),
      ...(nextAfter === undefined ? {} : { nextAfter }),
    };
  },
});
