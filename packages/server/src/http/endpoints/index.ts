// Written by `npm run catalog` from the files of this folder.
import { adminCreateToken } from './admin-create-token.ts';
import { adminListTokens } from './admin-list-tokens.ts';
import { adminRevokeToken } from './admin-revoke-token.ts';
import { createLoginLink } from './create-login-link.ts';
import { getEventLog } from './get-event-log.ts';
import { getMetricsDashboard } from './get-metrics-dashboard.ts';
import { getSession } from './get-session.ts';
import { getSystemHealthSummary } from './get-system-health-summary.ts';
import { healthz } from './healthz.ts';
import { ingestOtlp } from './ingest-otlp.ts';
import { ingest } from './ingest.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { metrics } from './metrics.ts';
import { openapiJson } from './openapi-json.ts';
import { readyz } from './readyz.ts';
import { status } from './status.ts';
import { streamLive } from './stream-live.ts';

export const endpoints = [
  adminCreateToken,
  adminListTokens,
  adminRevokeToken,
  createLoginLink,
  getEventLog,
  getMetricsDashboard,
  getSession,
  getSystemHealthSummary,
  healthz,
  ingestOtlp,
  ingest,
  login,
  logout,
  metrics,
  openapiJson,
  readyz,
  status,
  streamLive,
] as const;
