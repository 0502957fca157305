import { type LedgerProblemKind, ledgerProblems, type StoredVerification } from '@sora/core';
import { z } from 'zod';
import { minorSchema } from './ledger.ts';

const placeSchema = z.object({
  lane: z.number().exactOptional(), seq: z.number().exactOptional(), account: z.string().exactOptional(), posting: z.number().exactOptional(),
  payer: z.string().exactOptional(), key: z.string().exactOptional(), unit: z.string().exactOptional(),
});

export const verificationSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  tookMs: z.number(),
  clean: z.boolean(),
  transfers: z.number(),
  accounts: z.number(),
  lanes: z.array(z.object({ lane: z.number(), seq: z.number(), seal: z.string() })),
  sums: z.array(z.object({ unit: z.string(), sumMinor: minorSchema })).meta({ description: 'All balances of a unit together: "0" in a ledger that is right.' }),
  problemCount: z.number(),
  problems: z.array(z.object({ kind: z.enum(Object.keys(ledgerProblems) as [LedgerProblemKind, ...LedgerProblemKind[]]), place: placeSchema, detail: z.string(), remedy: z.string() })).meta({ description: 'The first hundred.' }),
});

export function verificationJson({ id, atMs, tookMs, report }: StoredVerification): z.input<typeof verificationSchema> {
  const { transfers, accounts, lanes, sums, problemCount, problems } = report;
  return {
    id, atMs, tookMs, transfers, accounts, problemCount,
    clean: problemCount === 0,
    lanes: [...lanes],
    sums: [...sums],
    problems: problems.map(({ kind, place, detail }) => ({ kind, place, detail, remedy: ledgerProblems[kind] })),
  };
}
