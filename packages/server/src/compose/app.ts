import type { RulesScanning } from '@sora/core';
import type { Pool } from 'pg';
import { mapDatabaseError } from '../adapters/postgres/database-error.ts';
import { createAuthenticator } from '../http/access/authenticator.ts';
import { createAnswers } from '../http/answers.ts';
import type { AppOptions } from '../http/app.ts';
import { endpoints } from '../http/endpoints/index.ts';
import { createFrameIntake } from '../http/frame-intake.ts';
import { openApiDocument } from '../http/openapi.ts';
import type { AppServices } from '../http/services.ts';
import { version } from '../version.ts';
import type { DatabaseWatch } from '../workers/database-watch.ts';
import type { ChatServices } from './chats.ts';
import type { Money } from './money.ts';
import { documentServices } from './documents.ts';
import type { OwnNode } from './own-node.ts';
import type { Shared } from './rounds.ts';
import type { SessionServices } from './sessions.ts';
import type { Stores } from './stores.ts';

/** What endpoints work with, but for what live chats add. */
export function servicesOf({ node, stores, money: { ledger, payments, verification }, live, record, watch, pool, sessions, chats, rules }: Shared & { readonly stores: Stores; readonly money: Pick<Money, 'ledger' | 'payments' | 'verification'>; readonly watch: DatabaseWatch; readonly pool: Pool; readonly sessions: SessionServices; readonly chats: ChatServices; readonly rules: RulesScanning }): Omit<AppServices, 'activity' | 'showPiece'> {
  const { clock, settings, recorder, self } = node;
  const { events, credentials, metrics, nodes, conflicts } = stores;
  const database = () => watch.state;
  return {
    ...sessions,
    ...chats,
    ...documentServices({ pool }),
    clock, settings, self, recorder, events, credentials, ledger, payments, verification, conflicts, rules, live, database,
    product: { version },
    recordEvent: record,
    intake: createFrameIntake({ clock, recorder, events, database, clientFlushMs: settings.SORA_CLIENT_FLUSH_MS }),
    answers: createAnswers({ clock, settings, metrics, events, nodes }),
    authenticator: createAuthenticator({ credentials, sessions: sessions.sessions }, clock),
    openApi: () => openApiDocument(endpoints, version),
    pingDatabase: async () => {
      await pool.query('select 1').catch((error: unknown) => Promise.reject(mapDatabaseError(error)));
    },
  };
}

export function appOptionsOf({ log, measurement, options: { dashboardDir } }: OwnNode): AppOptions {
  return { logger: log, onAnswered: measurement.answered, ...(dashboardDir === undefined ? {} : { dashboardDir }) };
}
