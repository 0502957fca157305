import type { LayerName } from '../sample.ts';

/** Where a metric with a well-known name belongs. */
export interface OtlpName {
  readonly layer: LayerName;
  readonly type: string;
  /** The unit its convention prescribes, for senders that leave it out. */
  readonly unit: string;
  /** For a ratio: what each counted event was. */
  readonly matched?: boolean;
  /** Each point also says how many requests were answered and, by `http.response.status_code`, how many failed. */
  readonly countsRequests?: true;
}

/**
 * OpenTelemetry's semantic conventions as SORA takes them; any other metric is sent as `sora.<LAYER>.<TYPE>`.
 * Left out on purpose: `process.cpu.utilization` (share of all cores, ours is of one), the other `nodejs.eventloop.delay.*`
 * (one sample an export each, which would mix with the 99th percentile), `http.server.active_requests` (no catalog type).
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ (and faas, gen-ai, database, system, runtime beside it), 1.45
 */
export const otlpNames: Readonly<Record<string, OtlpName>> = {
  'http.server.request.duration': { layer: 'API', type: 'LATENCY', unit: 's', countsRequests: true }, // http-metrics, stable
  'db.client.operation.duration': { layer: 'API', type: 'DATABASE_LATENCY', unit: 's' }, // database-metrics, stable
  'nodejs.eventloop.delay.p99': { layer: 'API', type: 'EVENT_LOOP_DELAY', unit: 's' }, // nodejs-metrics, development
  'process.memory.usage': { layer: 'API', type: 'PROCESS_MEMORY', unit: 'By' }, // process-metrics, development
  'faas.invoke_duration': { layer: 'FUNCTIONS', type: 'LATENCY', unit: 's' }, // faas-metrics, development
  'faas.init_duration': { layer: 'FUNCTIONS', type: 'COLD_START', unit: 's' }, // faas-metrics, development
  'faas.invocations': { layer: 'FUNCTIONS', type: 'ERROR', unit: '{invocation}', matched: false }, // faas-metrics: successful ones only
  'faas.errors': { layer: 'FUNCTIONS', type: 'ERROR', unit: '{error}', matched: true }, // faas-metrics, development
  'gen_ai.client.operation.duration': { layer: 'AI', type: 'LATENCY', unit: 's' }, // gen-ai-metrics, development
  'gen_ai.client.operation.time_to_first_chunk': { layer: 'AI', type: 'FIRST_TOKEN', unit: 's' }, // gen-ai-metrics, development
  'gen_ai.client.token.usage': { layer: 'AI', type: 'TOKENS', unit: '{token}' }, // gen-ai-metrics: a histogram, of which SORA keeps count and sum
  'gen_ai.server.request.duration': { layer: 'AI', type: 'LATENCY', unit: 's' }, // gen-ai-metrics, development
  'gen_ai.server.time_to_first_token': { layer: 'AI', type: 'FIRST_TOKEN', unit: 's' }, // gen-ai-metrics, development
};
