export { defaultSora, setDefaultSora } from './default-sora.ts';
export { createHttpSora, type HttpSoraOptions } from './http-sora.ts';
export { createLocalSora, type LocalSoraParts } from './local-sora.ts';
export type { LocalMoney } from './local-spend.ts';
export { preventDoubleSpend } from './prevent-double-spend.ts';
export type { FlushResult, MetricHandle, SoraNode } from './sora-node.ts';
export type { SpendResult, SpendTransfer } from './spend.ts';
export { bindMetric, flush, trackMetric } from './track-metric.ts';
