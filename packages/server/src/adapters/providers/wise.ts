import { isProblem, parseAccountId, type PaymentProvider, type ProviderAnswer, type ProviderCall, SoraError } from '@sora/core';
import { z } from 'zod';
import { currencyOf } from './provider-errors.ts';
import { type WiseClient, wiseClient, type WiseSettings } from './wise-client.ts';
import { toMajor, unitDigits } from './wise-money.ts';
import { wiseStatement } from './wise-statement.ts';
import { readWiseWebhook, wiseState } from './wise-webhook.ts';

/** Payouts from the balance of a Wise business profile. */
export function wiseProvider(settings: WiseSettings): PaymentProvider {
  let client: WiseClient | undefined;
  const wise = () => (client ??= wiseClient(settings));
  return {
    name: 'wise',
    read: (delivery) => readWiseWebhook(settings, delivery),
    call: (call, attempt) => payOut(wise(), settings, { call, attempt }),
    statement: (fromMs, toMs) => wiseStatement(settings.SORA_WISE_TOKEN === undefined ? undefined : wise(), settings, { fromMs, toMs }),
  };
}

interface Attempt {
  readonly call: ProviderCall;
  readonly attempt: number;
}

const quoteAnswer = z.object({ id: z.string().min(1) });
const transferAnswer = z.object({ id: z.number().int(), status: z.string() });
type Transfer = z.infer<typeof transferAnswer>;
const fundingAnswer = z.object({ status: z.string(), errorCode: z.string().nullish() });

/**
 * Quote, transfer, funding. The `customerTransactionId` makes the transfer one, however often it is asked for; only what was refused before
 * a transfer can have been made is surely not done.
 * @see Wise Platform documentation, "Create a transfer", "Avoiding duplicate transfers"
 */
async function payOut(wise: WiseClient, settings: WiseSettings, { call, attempt }: Attempt): Promise<ProviderAnswer> {
  const transfer = await makeTransfer(wise, settings, call).catch((error: unknown) => {
    if (!isProblem(error, 'provider-refused')) throw error;
    if (attempt > 1) throw new SoraError('provider-unavailable', { detail: 'Wise refuses, but an earlier attempt may have gone through; the money stays reserved.', cause: error });
    return error;
  });
  if (transfer instanceof Error) return { outcome: { kind: 'refused', code: 'provider-refused', detail: transfer.message } };
  return settle(wise, call, attempt === 1 ? transfer : await latest(wise, transfer.id));
}

/** Funding it twice would be refused, and look like a failure: so only one that waits for its money is funded. */
async function settle(wise: WiseClient, call: ProviderCall, { id, status }: Transfer): Promise<ProviderAnswer> {
  const subject = String(id);
  if (wiseState(status) === 'returned') return refusedAnswer(`the transfer is ${status}`, subject);
  if (status !== 'incoming_payment_waiting') return accepted(call, { subject, status });
  const rejected = await fund(wise, id);
  if (rejected === undefined) return accepted(call, { subject, status });
  // Money that is on its way must never look refused: somebody else may have funded it meanwhile.
  const now = await latest(wise, id);
  if (now.status !== 'incoming_payment_waiting' && wiseState(now.status) !== 'returned') return accepted(call, { subject, status: now.status });
  // One without its money would wait for days, and could still be paid by hand.
  await wise.ask('PUT', `/v1/transfers/${id}/cancel`);
  return refusedAnswer(rejected, subject);
}

/** Why not; undefined when it was funded. */
async function fund(wise: WiseClient, transferId: number): Promise<string | undefined> {
  try {
    const { status, errorCode } = fundingAnswer.parse(await wise.ask('POST', `/v3/profiles/${wise.profileId}/transfers/${transferId}/payments`, { type: 'BALANCE' }));
    return status === 'REJECTED' ? (errorCode ?? 'the balance does not pay it') : undefined;
  } catch (error) {
    if (!isProblem(error, 'provider-refused')) throw error;
    return error.message;
  }
}

async function latest(wise: WiseClient, transferId: number): Promise<Transfer> {
  return transferAnswer.parse(await wise.ask('GET', `/v1/transfers/${transferId}`));
}

async function makeTransfer(wise: WiseClient, { SORA_MONEY_UNITS }: WiseSettings, { payment, amountMinor, order }: ProviderCall): Promise<Transfer> {
  const currency = currencyOf(parseAccountId(payment.wallet)?.unit ?? '');
  const targetAccount = Number(order.kind === 'payout' ? order.recipientId : Number.NaN);
  const sourceAmount = toMajor(amountMinor, unitDigits(SORA_MONEY_UNITS, currency));
  const quote = quoteAnswer.parse(await wise.ask('POST', `/v3/profiles/${wise.profileId}/quotes`, { sourceCurrency: currency, targetCurrency: currency, sourceAmount, targetAccount, payOut: 'BANK_TRANSFER' }));
  const asked = { targetAccount, quoteUuid: quote.id, customerTransactionId: payment.id, details: { reference: 'Payout' } };
  return transferAnswer.parse(await wise.ask('POST', '/v1/transfers', asked));
}

function refusedAnswer(reason: string, subject: string): ProviderAnswer {
  return { outcome: { kind: 'refused', code: 'provider-refused', detail: `Wise: ${reason}` }, subject };
}

function accepted({ payment, amountMinor }: ProviderCall, { subject, status }: { readonly subject: string; readonly status: string }): ProviderAnswer {
  return {
    outcome: { kind: 'accepted', providerId: subject, status }, subject,
    event: { provider: 'wise', id: `answer:${payment.id}`, type: 'transfer', source: 'answer', subject: payment.id, atMs: Date.now(), facts: [{ kind: 'asked', amountMinor, held: true }] },
  };
}
