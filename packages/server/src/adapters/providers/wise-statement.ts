import type { ProviderEvent } from '@sora/core';
import { z } from 'zod';
import type { StatementPeriod } from './stripe-statement.ts';
import type { WiseClient, WiseSettings } from './wise-client.ts';
import { toMinor, unitDigits } from './wise-money.ts';

const balances = z.array(z.object({ id: z.number().int(), currency: z.string() }));

/** @see Wise Platform documentation, "Balance statement": an amount is negative for a debit, and holds the fee */
const statement = z.object({
  transactions: z.array(z.object({ type: z.enum(['DEBIT', 'CREDIT']), date: z.iso.datetime({ offset: true }), amount: z.object({ value: z.number(), currency: z.string() }), referenceNumber: z.string() })),
});

/** What moved on the balances of the profile, as far as it is a transfer. */
export async function* wiseStatement(wise: WiseClient | undefined, { SORA_MONEY_UNITS }: WiseSettings, { fromMs, toMs }: StatementPeriod): AsyncIterable<ProviderEvent> {
  if (wise === undefined) return;
  const known = new Set(SORA_MONEY_UNITS.map(({ unit }) => unit));
  for (const { id, currency } of balances.parse(await wise.ask('GET', `/v4/profiles/${wise.profileId}/balances?types=STANDARD`))) {
    if (!known.has(currency)) continue;
    const query = new URLSearchParams({ currency, intervalStart: new Date(fromMs).toISOString(), intervalEnd: new Date(toMs).toISOString(), type: 'COMPACT' });
    const { transactions } = statement.parse(await wise.ask('GET', `/v1/profiles/${wise.profileId}/balance-statements/${id}/statement.json?${query.toString()}`));
    for (const line of transactions) {
      const event = lineEvent(line, unitDigits(SORA_MONEY_UNITS, currency));
      if (event !== undefined) yield event;
    }
  }
}

function lineEvent({ type, date, amount, referenceNumber }: z.infer<typeof statement>['transactions'][number], digits: number): ProviderEvent | undefined {
  const subject = /^TRANSFER-(\d+)$/.exec(referenceNumber)?.[1];
  if (subject === undefined) return undefined;
  const fact = { kind: type === 'DEBIT' ? 'left' : 'returned', amountMinor: toMinor(amount.value, digits), held: true } as const;
  return { provider: 'wise', id: `statement:${referenceNumber}:${type}`, type, source: 'statement', subject, atMs: Date.parse(date), facts: [fact] };
}
