import type { Finding, Severity } from './report.ts';

/** What one finding costs. */
export const costs: Readonly<Record<Severity, number>> = { critical: 40, high: 15, medium: 5, low: 1 };

/** What a protected access costs that was neither shown nor ruled out. */
export const undecidedCost = 2;

/** To pass, more than this. */
export const passMark = 90;

/** From 100 down. Of findings that were not accepted. */
export function scoreOf(findings: readonly Pick<Finding, 'severity'>[], protectedCells: number): number {
  return Math.max(0, 100 - findings.reduce((sum, { severity }) => sum + costs[severity], 0) - undecidedCost * protectedCells);
}

export function passes(score: number, findings: readonly Pick<Finding, 'severity'>[]): boolean {
  return score > passMark && !findings.some(({ severity }) => severity === 'critical');
}
