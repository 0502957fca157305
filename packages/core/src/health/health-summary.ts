import type { LayerName } from '../metrics/sample.ts';
import type { LayerHealth, MetricHealth, Verdict } from './reading.ts';

/** What anyone may know: verdicts, no numbers. */
export interface PublicHealth {
  readonly generatedAtMs: number;
  readonly verdict: Verdict;
  readonly layers: readonly { readonly layer: LayerName; readonly verdict: Verdict }[];
}

/** Answer of `getSystemHealthSummary` to a viewer. */
export interface HealthSummary {
  readonly generatedAtMs: number;
  /** The window that the readings cover, in minutes. */
  readonly windowMinutes: number;
  /** The worst verdict of a layer that has data. */
  readonly verdict: Verdict;
  readonly layers: readonly (LayerHealth & { readonly metrics: readonly MetricHealth[] })[];
  /** Worst first. */
  readonly services: readonly ServiceErrors[];
  readonly regions: readonly RegionHealth[];
  readonly nodes: readonly NodeHealth[];
  /** What changed in the last minutes, newest first. */
  readonly changes: readonly Change[];
}

export interface ServiceErrors {
  readonly layer: LayerName;
  readonly service: string;
  readonly failed: number;
  readonly total: number;
  /** failed / total */
  readonly errorRate: number;
}

export interface RegionHealth {
  readonly region: string;
  readonly nodes: number;
  /** Mean busy share of its nodes, 0 to 1. */
  readonly load: number;
}

export interface NodeHealth {
  readonly id: string;
  readonly region: string;
  readonly release: string;
  readonly load: number;
  readonly memoryBytes: number;
  readonly startedAtMs: number;
  readonly heartbeatAgeMs: number;
}

export interface Change {
  readonly atMs: number;
  readonly kind: 'verdict' | 'event';
  /** A sentence for an engineer. */
  readonly text: string;
  readonly layer?: LayerName;
}
