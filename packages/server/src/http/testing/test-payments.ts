import { createHash, randomUUID } from 'node:crypto';
import { type Clock, type ConflictLog, createPayments, type LedgerStore, openedAccounts, paymentMeasures, type Payments, type Recorder } from '@sora/core';
import { memoryPayments } from '@sora/core/testing';
import { stripeProvider } from '../../adapters/providers/stripe.ts';
import { wiseProvider } from '../../adapters/providers/wise.ts';
import type { Settings } from '../../settings.ts';
import type { ReconcileClearingOptions } from '../../workers/reconcile-clearing.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export interface TestPaymentsOptions {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly recorder: Recorder;
  readonly ledger: LedgerStore;
  readonly conflicts: ConflictLog;
  readonly tenants: ReadonlySet<string>;
  readonly onError?: (error: unknown) => void;
}

export interface TestPayments extends Pick<ReconcileClearingOptions, 'books' | 'providers'> {
  readonly payments: Payments;
}

/** Payments on in-memory stores, with the real providers' adapters; settings say where the providers are. */
export function testPayments({ clock, settings, recorder, ledger, conflicts, tenants, onError = () => undefined }: TestPaymentsOptions): TestPayments {
  const { store, calls } = memoryPayments({ clock, tenants });
  const [stripe, wise] = [stripeProvider(settings, sha256), wiseProvider(settings)];
  const payments = createPayments({
    books: { store, ledger, accounts: openedAccounts(ledger), conflicts, newId: randomUUID },
    calls, clock, sha256, onError,
    timers: { after: (delayMs, run) => { const timer = setTimeout(run, delayMs); return () => clearTimeout(timer); } },
    stripe, wise,
    measures: paymentMeasures(recorder, clock, { tenant: 'main', region: 'here' }),
  });
  return { payments, providers: [stripe, wise], books: { store, ledger, conflicts, apply: payments.apply } };
}
