import { describe } from 'vitest';
import { appendTests } from './metric-store-append.ts';
import { compactTests } from './metric-store-compact.ts';
import { expireTests } from './metric-store-expire.ts';
import type { OpenMetricStore } from './metric-store-harness.ts';
import { interleavingTests } from './metric-store-interleaving.ts';
import { readTests } from './metric-store-read.ts';

/** What every metric store must do. @param open an empty store with the tenants `main` and `other` */
export function metricStoreContract(open: OpenMetricStore): void {
  describe('a metric store takes batches', () => appendTests(open));
  describe('a metric store answers', () => readTests(open));
  describe('a metric store compacts', () => compactTests(open));
  describe('a metric store forgets', () => expireTests(open));
  describe('a metric store under any order of calls', () => interleavingTests(open));
}
