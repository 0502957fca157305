import { randomUUID } from 'node:crypto';
import { createPayments, type LedgerStore, openedAccounts, paymentMeasures, type Payments } from '@sora/core';
import type { Pool } from 'pg';
import { postgresPaymentStore } from '../adapters/postgres/payment-store.ts';
import { postgresProviderCallStore } from '../adapters/postgres/provider-call-store.ts';
import { stripeProvider } from '../adapters/providers/stripe.ts';
import { wiseProvider } from '../adapters/providers/wise.ts';
import { publicTenant } from '../http/services.ts';
import type { ReconcileClearingOptions } from '../workers/reconcile-clearing.ts';
import type { OwnNode } from './own-node.ts';
import type { Stores } from './stores.ts';
import { sha256, systemTimers } from './system.ts';

/** Money in and out as this server does it, and what the daily comparison with the providers needs. */
export interface PaymentParts extends Pick<ReconcileClearingOptions, 'books' | 'providers'> {
  readonly payments: Payments;
}

export function paymentsOf({ node, stores, ledger, pool }: { readonly node: OwnNode; readonly stores: Stores; readonly ledger: LedgerStore; readonly pool: Pool }): PaymentParts {
  const { clock, settings, recorder, log } = node;
  const [stripe, wise] = [stripeProvider(settings, sha256), wiseProvider(settings)];
  const books = { store: postgresPaymentStore(pool), ledger, accounts: openedAccounts(ledger), conflicts: stores.conflicts, newId: randomUUID };
  const payments = createPayments({
    books, calls: postgresProviderCallStore(pool), clock, sha256, timers: systemTimers,
    stripe, wise,
    measures: paymentMeasures(recorder, clock, { tenant: publicTenant, region: settings.SORA_REGION }),
    onError: (error) => log.warn({ err: error }, 'a payment was not applied; it is tried again'),
  });
  return { payments, providers: [stripe, wise], books: { ...books, apply: payments.apply } };
}
