import type { Actor, LedgerStore, Payments } from '@sora/core';
import type { PaidChatLedger } from '../adapters/postgres/chats/send-paid.ts';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { postgresLedgerAudit } from '../adapters/postgres/ledger-audit.ts';
import { postgresVerificationStore } from '../adapters/postgres/ledger-verification.ts';
import { startPaymentSweeps } from '../workers/apply-payment-events.ts';
import { startExpiringHolds } from '../workers/expire-holds.ts';
import { startReconcilingBalances } from '../workers/reconcile-balances.ts';
import { reconcileClearingTask } from '../workers/reconcile-clearing.ts';
import type { ScheduledTask } from '../workers/scheduled-task.ts';
import { createLedgerVerifications, type LedgerVerifications, verifyLedgerTask } from '../workers/verify-ledger.ts';
import { createLedger } from './ledger.ts';
import type { OwnNode, RecordOwn } from './own-node.ts';
import { paymentsOf } from './payments.ts';
import type { Stores } from './stores.ts';
import { sha256 } from './system.ts';

/** Everything about money in this server. */
export interface Money {
  readonly ledger: LedgerStore & PaidChatLedger;
  readonly payments: Payments;
  readonly verification: LedgerVerifications;
  /** Once a day, on one of the servers. */
  readonly tasks: readonly ScheduledTask[];
  /** Starts what runs all the time. */
  start(): void;
  /** Ends it, and answers every payment that waits. */
  close(): Promise<void>;
}

export interface MoneyParts {
  readonly node: OwnNode;
  readonly stores: Stores;
  readonly database: Pick<Database, 'pool' | 'url'>;
  readonly record: RecordOwn;
}

export function createMoney({ node, stores, database, record }: MoneyParts): Money {
  const { clock, settings, log, self } = node;
  const { leases } = stores;
  const holder = self().id;
  const actor: Actor = { kind: 'node', id: holder };
  const { store: ledger, close } = createLedger(database, settings);
  const audit = postgresLedgerAudit(database.pool);
  const verification = createLedgerVerifications({ audit, store: postgresVerificationStore(database.pool), leases, holder, sha256, recordEvent: record, log });
  const { payments, books, providers } = paymentsOf({ node, stores, ledger, pool: database.pool });
  const recordClearing = ({ tenant, ...report }: { readonly tenant: string; readonly provider: string; readonly differing: number; readonly unknown: number }) =>
    record({ tenant, type: 'CLEARING_RECONCILED', severity: report.differing + report.unknown > 0 ? 'critical' : 'info', subject: `Clearing account of ${report.provider} compared`, payload: report });
  const running: { stop(): Promise<void> }[] = [];
  return {
    ledger, payments, verification,
    tasks: [verifyLedgerTask(verification, actor), reconcileClearingTask({ books, providers, tenants: verification.tenants, clock, record: recordClearing })],
    start() {
      running.push(
        startExpiringHolds({ ledger, leases, holder, log }),
        startReconcilingBalances({ audit, leases, holder, log }),
        startPaymentSweeps(payments, (err) => log.warn({ err }, 'reports of payment providers were not applied; it is tried again')),
      );
    },
    async close() {
      await Promise.all([verification.stop(), ...running.map((each) => each.stop())]);
      await close();
    },
  };
}
