import type { HealthSummary, MetricsDashboard, MetricsDashboardQuery, PublicHealth, RecordedEvent, Severity } from '@sora/core';
import { ask, type Answer } from './ask.ts';
import { unauthenticated } from './problem.ts';

/** Who is looking, and at what. */
export interface Session {
  readonly name: string;
  readonly role: string;
  readonly tenant: string;
  readonly product: { readonly version: string; readonly region: string; readonly nodeId: string };
}

export interface EventPage {
  readonly events: readonly RecordedEvent[];
  /** Present while there are older ones. */
  readonly nextBeforeId?: string;
}

export interface EventPageQuery {
  readonly severity?: Severity;
  readonly beforeId?: string;
}

export const pageOfEvents = 50;

/** Spends a login link; the answer sets the session's cookie. */
export function login(code: string): Promise<Answer<undefined>> {
  return ask('/login', { method: 'POST', body: { code } });
}

export function logout(): Promise<Answer<undefined>> {
  return ask('/logout', { method: 'POST', body: {} });
}

export function getSession(): Promise<Answer<Session>> {
  return ask('/getSession');
}

/** Without a session the server answers verdicts only; here that means that the session has ended. */
export async function getSystemHealthSummary(signal: AbortSignal): Promise<Answer<HealthSummary>> {
  const answer = await ask<HealthSummary | PublicHealth>('/getSystemHealthSummary', { signal });
  if (answer.kind === 'problem') return answer;
  return 'services' in answer.value ? { kind: 'ok', value: answer.value } : { kind: 'problem', problem: unauthenticated };
}

export function getMetricsDashboard(query: MetricsDashboardQuery, signal: AbortSignal): Promise<Answer<MetricsDashboard>> {
  return ask('/getMetricsDashboard', { method: 'POST', body: query, signal });
}

export function getEventLog(query: EventPageQuery, signal?: AbortSignal): Promise<Answer<EventPage>> {
  const params = new URLSearchParams({ limit: String(pageOfEvents) });
  if (query.severity !== undefined) params.set('severity', query.severity);
  if (query.beforeId !== undefined) params.set('beforeId', query.beforeId);
  return ask(`/getEventLog?${params}`, signal === undefined ? {} : { signal });
}
