import type { HealthSummary, LayerName, MetricPanel, MetricsDashboard, RecordedEvent } from '@sora/core';

/** Asks a running server over HTTP, as an engineer with a token. */
export interface Operator {
  readonly url: string;
  /** The raw answer, whatever its status. */
  fetch(path: string, body?: object): Promise<Response>;
  summary(): Promise<HealthSummary>;
  events(): Promise<readonly RecordedEvent[]>;
  /** One metric of one service over the last hour; undefined while the service has sent nothing. */
  panel(layer: LayerName, type: string, service: string): Promise<MetricPanel | undefined>;
  /** @returns the token */
  createToken(request: { readonly name: string; readonly kind: 'service' | 'ingest' | 'operator'; readonly role?: 'viewer'; readonly scopes?: readonly string[] }): Promise<string>;
}

export function operatorOf(url: string, token: string): Operator {
  const ask = (path: string, body?: object) =>
    fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(45_000),
    });
  const answer = async <T>(path: string, body?: object): Promise<T> => {
    const response = await ask(path, body);
    const json: unknown = await response.json();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(json)}`);
    return json as T;
  };
  return {
    url,
    fetch: ask,
    summary: () => answer('/getSystemHealthSummary'),
    events: async () => (await answer<{ events: readonly RecordedEvent[] }>('/getEventLog')).events,
    async panel(layer, type, service) {
      const { metrics, services } = await answer<MetricsDashboard>('/getMetricsDashboard', { layer, timeRange: 60, service });
      return services.includes(service) ? metrics.find((metric) => metric.type === type) : undefined;
    },
    createToken: async (request) => (await answer<{ token: string }>('/admin_createToken', request)).token,
  };
}
