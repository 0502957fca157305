import type { MetricType, RefusedLabel } from '@sora/core';

/**
 * What a device measures, and in which unit. The catalog's own entry has texts that no device needs; a test compares the two.
 * The unit tells how samples combine: `count` adds up, `good/total` is 1 or 0, anything else is a distribution.
 */
export const mobileUnits = {
  FPS: 'fps', MEMORY: 'MB', CRASH: 'count', COLD_START: 'ms', LATENCY: 'ms', ERROR: 'count', SLOW_FRAME: 'good/total', FROZEN_FRAME: 'good/total',
} as const satisfies Record<MetricType<'MOBILE'>, string>;

export type MobileType = keyof typeof mobileUnits;

/** Labels of a measurement: at most 4 besides those of the app, few distinct values each, nothing that names a person or a request. */
export type MobileMetadata = { readonly [R in RefusedLabel]?: never } & { readonly [label: string]: string | number | boolean | undefined };
