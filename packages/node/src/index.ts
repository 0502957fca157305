export { defaultSora, setDefaultSora } from './default-sora.ts';
export { createHttpSora, type HttpSoraOptions } from './http-sora.ts';
export { createLocalSora } from './local-sora.ts';
export type { FlushResult, MetricHandle, SoraNode } from './sora-node.ts';
export { bindMetric, flush, trackMetric } from './track-metric.ts';
