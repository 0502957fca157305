import type { ConflictLog, CredentialStore, EventLog, LeaseStore, MetricStore, NodeRegistry, RulesScanStore, ScheduleStore, UserSessionStore } from '@sora/core';
import { postgresConflictLog } from '../adapters/postgres/conflict-log.ts';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { postgresCredentialStore } from '../adapters/postgres/credential-store.ts';
import { postgresEventLog } from '../adapters/postgres/event-log.ts';
import { postgresLeaseStore } from '../adapters/postgres/lease-store.ts';
import { postgresMetricStore } from '../adapters/postgres/metric-store.ts';
import { postgresNodeRegistry } from '../adapters/postgres/node-registry.ts';
import { postgresRulesScanStore } from '../adapters/postgres/rules-scan-store.ts';
import { postgresScheduleStore } from '../adapters/postgres/schedule-store.ts';
import { postgresUserSessionStore } from '../adapters/postgres/user-session-store.ts';

/** What core's ports are served by in this process. */
export interface Stores {
  readonly events: EventLog;
  readonly credentials: CredentialStore;
  readonly userSessions: UserSessionStore;
  readonly metrics: MetricStore;
  readonly nodes: NodeRegistry;
  readonly leases: LeaseStore;
  readonly schedule: ScheduleStore;
  readonly conflicts: ConflictLog;
  readonly rulesScans: RulesScanStore;
}

export function storesOf({ pool }: Pick<Database, 'pool'>): Stores {
  return {
    events: postgresEventLog(pool), credentials: postgresCredentialStore(pool), userSessions: postgresUserSessionStore(pool), metrics: postgresMetricStore(pool),
    nodes: postgresNodeRegistry(pool), leases: postgresLeaseStore(pool), schedule: postgresScheduleStore(pool),
    conflicts: postgresConflictLog(pool), rulesScans: postgresRulesScanStore(pool),
  };
}
