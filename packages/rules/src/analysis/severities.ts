import type { Severity } from '../report/report.ts';

/** From the mildest. */
export const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

export function milder(severity: Severity | undefined): Severity | undefined {
  return severity === undefined ? undefined : severities[severities.indexOf(severity) - 1];
}

export function isAtLeast(severity: Severity | undefined, bar: Severity): boolean {
  return severity !== undefined && severities.indexOf(severity) >= severities.indexOf(bar);
}

/** The first of the gravest. */
export function gravestOf<T extends { readonly severity: Severity }>(items: readonly T[]): T | undefined {
  return items.reduce<T | undefined>((gravest, item) => (gravest === undefined || severities.indexOf(item.severity) > severities.indexOf(gravest.severity) ? item : gravest), undefined);
}
