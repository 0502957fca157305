import { formatMinor, type StatementLine } from '@sora/core';
import { z } from 'zod';
import { minorSchema } from './ledger.ts';

const decimal = z.string().meta({ description: 'The same as people read it.' });

export const statementLineSchema = z.object({
  posting: z.number().int(), atMs: z.number(), kind: z.enum(['transfer', 'hold', 'post', 'void', 'expire']), key: z.string(), counterparty: z.string(),
  changeMinor: minorSchema, change: decimal, balanceMinor: minorSchema, balance: decimal, memo: z.string().exactOptional(),
});

export const statementSchema = z.object({
  account: z.string(), unit: z.string(), exponent: z.number().int(), fromMs: z.number(), toMs: z.number(),
  openingMinor: minorSchema, opening: decimal, closingMinor: minorSchema, closing: decimal,
  lines: z.array(statementLineSchema),
  nextAfter: z.number().int().exactOptional().meta({ description: 'Cursor of the next page; absent on the last.' }),
});

export type StatementAnswer = z.output<typeof statementSchema>;

export function statementLineJson({ posting, atMs, kind, key, counterparty, changeMinor, balanceMinor, memo }: StatementLine, exponent: number): z.input<typeof statementLineSchema> {
  return {
    posting, atMs, kind, key, counterparty,
    changeMinor: `${changeMinor}`, change: formatMinor(changeMinor, exponent), balanceMinor: `${balanceMinor}`, balance: formatMinor(balanceMinor, exponent),
    ...(memo === undefined ? {} : { memo }),
  };
}
