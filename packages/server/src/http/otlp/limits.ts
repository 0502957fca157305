import { SoraError } from '@sora/core';

/** What one request may hold, whatever its size: a few bytes must not become a large structure in memory. */
export const otlpLimits = {
  /** Resources, scopes, metrics and data points together; an empty one is two bytes on the wire and about a hundred in memory. */
  nodes: 20_000,
  /** Per resource, scope or point. OpenTelemetry's own limit is 128 too. */
  attributes: 128,
  /** Per side of a histogram. OpenTelemetry's default is 160. */
  buckets: 2_048,
} as const;

/** Counts the parts of one request. */
export interface NodeBudget {
  /** @throws {SoraError} `malformed-body` when the request has more parts than `otlpLimits.nodes` */
  spend(): void;
}

export function nodeBudget(): NodeBudget {
  let left: number = otlpLimits.nodes;
  return {
    spend() {
      left -= 1;
      if (left < 0) throw new SoraError('malformed-body', { detail: `The request has more than ${otlpLimits.nodes} resources, scopes, metrics and data points. Send fewer at once (in OpenTelemetry JS: maxExportBatchSize of the reader).` });
    },
  };
}
