import { type Account, availableMinor, type Leg, type OpenHold, type Posting, type RecordedRefusal, refusalCodes, type Transfer } from '@sora/core';
import { z } from 'zod';

/** A whole number of minor units, in digits: JSON numbers end at 2^53. */
export const minorSchema = z.string().regex(/^-?\d+$/).meta({ description: 'Minor units, as a whole number in digits' });

/** So that amounts can be shown as people read them. */
export const unitsSchema = z.array(z.object({ unit: z.string(), exponent: z.number().int().meta({ description: 'Digits after the decimal point' }) }));

export const accountSchema = z.object({
  id: z.string(), unit: z.string(), balance: minorSchema, held: minorSchema, available: minorSchema.exactOptional(),
  floor: minorSchema.exactOptional(), ceiling: minorSchema.exactOptional(), postings: z.number().int(), frozen: z.boolean(),
});

const legSchema = z.object({ posting: z.number().int(), balance: minorSchema, held: minorSchema });

export const transferSchema = z.object({
  key: z.string(), kind: z.enum(['transfer', 'hold', 'post', 'void', 'expire']), payer: z.string(), payee: z.string(), unit: z.string(), amount: minorSchema,
  holdKey: z.string().exactOptional(), expiresAtMs: z.number().exactOptional(), linkedKey: z.string().exactOptional(), memo: z.string().exactOptional(),
  payerLeg: legSchema, payeeLeg: legSchema.exactOptional(), lane: z.number().int(), seq: z.number().int(), seal: z.string(), atMs: z.number(),
});

/** An answer that stands for ever though nothing moved. */
export const refusalSchema = z.object({ key: z.string(), payer: z.string(), code: z.enum(refusalCodes), detail: z.string(), atMs: z.number() });

export const postingSchema = z.object({ side: z.enum(['debit', 'credit']), change: minorSchema, leg: legSchema, transfer: transferSchema });

export const holdSchema = z.object({ key: z.string(), payee: z.string(), amount: minorSchema, placedAtMs: z.number(), expiresAtMs: z.number() });

export function accountJson(account: Account): z.input<typeof accountSchema> {
  const { id, unit, balanceMinor, heldMinor, floorMinor, ceilingMinor, postings, frozen } = account;
  return {
    id, unit, postings, frozen, balance: String(balanceMinor), held: String(heldMinor),
    ...(floorMinor === undefined ? {} : { floor: String(floorMinor), available: String(availableMinor(account)) }),
    ...(ceilingMinor === undefined ? {} : { ceiling: String(ceilingMinor) }),
  };
}

export function refusalJson({ key, payer, code, detail, atMs }: RecordedRefusal): z.input<typeof refusalSchema> {
  return { key, payer, code, detail, atMs };
}

export function transferJson(transfer: Transfer): z.input<typeof transferSchema> {
  const { key, kind, payer, payee, unit, amountMinor, holdKey, expiresAtMs, linkedKey, memo, payerLeg, payeeLeg, lane, seq, seal, atMs } = transfer;
  return {
    key, kind, payer, payee, unit, amount: String(amountMinor), payerLeg: legJson(payerLeg), lane, seq, seal, atMs,
    ...(holdKey === undefined ? {} : { holdKey }),
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
    ...(linkedKey === undefined ? {} : { linkedKey }),
    ...(memo === undefined ? {} : { memo: memo.text }),
    ...(payeeLeg === undefined ? {} : { payeeLeg: legJson(payeeLeg) }),
  };
}

export function postingJson({ side, changeMinor, leg, transfer }: Posting): z.input<typeof postingSchema> {
  return { side, change: String(changeMinor), leg: legJson(leg), transfer: transferJson(transfer) };
}

export function holdJson({ hold, expiresAtMs }: OpenHold): z.input<typeof holdSchema> {
  return { key: hold.key, payee: hold.payee, amount: String(hold.amountMinor), placedAtMs: hold.atMs, expiresAtMs };
}

function legJson({ posting, balanceMinor, heldMinor }: Leg): z.input<typeof legSchema> {
  return { posting, balance: String(balanceMinor), held: String(heldMinor) };
}
