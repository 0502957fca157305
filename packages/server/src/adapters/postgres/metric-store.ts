import type { MetricStore } from '@sora/core';
import type { Pool } from 'pg';
import { createMetricAppend } from './metric-store-append.ts';
import { compactMetrics } from './metric-store-compact.ts';
import { expireMetrics, forgetMetricBatches } from './metric-store-expire.ts';
import { readMetrics } from './metric-store-read.ts';

export function postgresMetricStore(pool: Pool): MetricStore {
  return {
    append: createMetricAppend(pool),
    read: (query) => readMetrics(pool, query),
    compact: (beforeMs, limit, lease) => compactMetrics(pool, { beforeMs, limit, lease }),
    expire: (beforeMs, limit) => expireMetrics(pool, beforeMs, limit),
    forgetBatches: (olderThanMs, limit) => forgetMetricBatches(pool, olderThanMs, limit),
  };
}
