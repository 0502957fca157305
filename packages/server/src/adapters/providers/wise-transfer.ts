import { parseAccountId, type ProviderCall, SoraError } from '@sora/core';
import { z } from 'zod';
import { currencyOf } from './provider-errors.ts';
import type { WiseClient, WiseSettings } from './wise-client.ts';
import { toMajor, unitDigits } from './wise-money.ts';

const quoteAnswer = z.object({ id: z.string().min(1) });
const transferAnswer = z.object({ id: z.number().int(), status: z.string() });
const listAnswer = z.array(transferAnswer.extend({ customerTransactionId: z.string().nullish() }));

export type WiseTransfer = z.infer<typeof transferAnswer>;

/** Quote and transfer. The `customerTransactionId` makes it one, however often it is asked for. */
export async function makeTransfer(wise: WiseClient, { SORA_MONEY_UNITS }: WiseSettings, { payment, amountMinor, order }: ProviderCall): Promise<WiseTransfer> {
  const currency = currencyOf(parseAccountId(payment.wallet)?.unit ?? '');
  const targetAccount = Number(order.kind === 'payout' ? order.recipientId : Number.NaN);
  const sourceAmount = toMajor(amountMinor, unitDigits(SORA_MONEY_UNITS, currency));
  const quote = quoteAnswer.parse(await wise.ask('POST', `/v3/profiles/${wise.profileId}/quotes`, { sourceCurrency: currency, targetCurrency: currency, sourceAmount, targetAccount, payOut: 'BANK_TRANSFER' }));
  const asked = { targetAccount, quoteUuid: quote.id, customerTransactionId: payment.id, details: { reference: 'Payout' } };
  return transferAnswer.parse(await wise.ask('POST', '/v1/transfers', asked));
}

export async function transferNow(wise: WiseClient, transferId: number): Promise<WiseTransfer> {
  return transferAnswer.parse(await wise.ask('GET', `/v1/transfers/${transferId}`));
}

/** Longer than an installation is away, and than the two weeks after which Wise cancels what nobody funded. */
const lookBackMs = 90 * 24 * 60 * 60_000;
const pageSize = 100;
const mostPages = 100;

/**
 * What an earlier attempt made of this call, if it made anything. One that reaches Wise only after this has no money: we alone fund it.
 * @see Wise Platform documentation, "List transfers"
 */
export async function earlierTransfer(wise: WiseClient, { payment }: ProviderCall): Promise<WiseTransfer | undefined> {
  const createdDateStart = new Date(Date.now() - lookBackMs).toISOString();
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ profile: wise.profileId, createdDateStart, limit: String(pageSize), offset: String(page * pageSize) });
    const listed = listAnswer.parse(await wise.ask('GET', `/v1/transfers?${query.toString()}`));
    const found = listed.find(({ customerTransactionId }) => customerTransactionId === payment.id);
    if (found !== undefined || listed.length < pageSize) return found;
  }
  throw new SoraError('provider-unavailable', { detail: `Wise refuses, and an earlier attempt was not found among ${mostPages * pageSize} transfers; the money stays reserved.` });
}
