import type { ProviderEvent } from '@sora/core';
import type { Stripe } from 'stripe';
import { stripeError } from './stripe-client.ts';
import { idOf, nothing, readDispute, readPaid, readRefund, type StripeReading } from './stripe-facts.ts';

export interface StatementPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What moved on the balance. Amounts are those of the charge, refund or dispute, in the currency of the payment: the balance may be kept in
 * another, and less Stripe's fee.
 */
export async function* stripeStatement(stripe: Stripe | undefined, { fromMs, toMs }: StatementPeriod): AsyncIterable<ProviderEvent> {
  if (stripe === undefined) return;
  const created = { gte: Math.floor(fromMs / 1000), lt: Math.ceil(toMs / 1000) };
  try {
    for await (const line of stripe.balanceTransactions.list({ created, limit: 100, expand: ['data.source'] })) {
      const reading = readLine(line);
      if (reading.facts.length > 0) yield { provider: 'stripe', id: `statement:${line.id}`, type: line.type, source: 'statement', atMs: line.created * 1000, ...reading };
    }
  } catch (error) {
    throw stripeError(error);
  }
}

function readLine({ source, amount }: Stripe.BalanceTransaction): StripeReading {
  if (source === null || typeof source === 'string') return nothing;
  const outcome = amount < 0 ? 'left' : 'returned';
  switch (source.object) {
    case 'charge': {
      const id = idOf(source.payment_intent);
      return id === undefined ? nothing : readPaid(source, id, source.amount);
    }
    case 'refund':
      return readRefund(source, outcome);
    case 'dispute':
      return readDispute(source, outcome);
    default:
      return nothing;
  }
}
