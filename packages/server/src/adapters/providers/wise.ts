import { isProblem, type PaymentProvider, type ProviderAnswer, type ProviderCall } from '@sora/core';
import { z } from 'zod';
import { type WiseClient, wiseClient, type WiseSettings } from './wise-client.ts';
import { wiseStatement } from './wise-statement.ts';
import { earlierTransfer, makeTransfer, transferNow, type WiseTransfer } from './wise-transfer.ts';
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

const fundingAnswer = z.object({ status: z.string(), errorCode: z.string().nullish() });

/**
 * Transfer, then funding. What is refused for good the second time may have been done the first: the recipient can have been closed since, and
 * Wise asks for a new quote before it knows a transfer again.
 * @see Wise Platform documentation, "Create a transfer", "Avoiding duplicate transfers"
 */
async function payOut(wise: WiseClient, settings: WiseSettings, { call, attempt }: Attempt): Promise<ProviderAnswer> {
  const transfer = await makeTransfer(wise, settings, call).catch(async (error: unknown) => {
    if (!isProblem(error, 'provider-refused')) throw error;
    return (attempt === 1 ? undefined : await earlierTransfer(wise, call)) ?? error;
  });
  if (transfer instanceof Error) return { outcome: { kind: 'refused', code: 'provider-refused', detail: transfer.message } };
  return settle(wise, call, attempt === 1 ? transfer : await transferNow(wise, transfer.id));
}

/** Funding it twice would be refused, and look like a failure: so only one that waits for its money is funded. */
async function settle(wise: WiseClient, call: ProviderCall, { id, status }: WiseTransfer): Promise<ProviderAnswer> {
  const subject = String(id);
  if (wiseState(status) === 'returned') return refusedAnswer(`the transfer is ${status}`, subject);
  if (status !== 'incoming_payment_waiting') return accepted(call, { subject, status });
  const rejected = await fund(wise, id);
  if (rejected === undefined) return accepted(call, { subject, status });
  // Money that is on its way must never look refused: somebody else may have funded it meanwhile.
  const now = await transferNow(wise, id);
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

function refusedAnswer(reason: string, subject: string): ProviderAnswer {
  return { outcome: { kind: 'refused', code: 'provider-refused', detail: `Wise: ${reason}` }, subject };
}

function accepted({ payment, amountMinor }: ProviderCall, { subject, status }: { readonly subject: string; readonly status: string }): ProviderAnswer {
  return {
    outcome: { kind: 'accepted', providerId: subject, status }, subject,
    event: { provider: 'wise', id: `answer:${payment.id}`, type: 'transfer', source: 'answer', subject: payment.id, atMs: Date.now(), facts: [{ kind: 'asked', amountMinor, held: true }] },
  };
}
