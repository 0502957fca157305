import { noCounts, type SimulationCounts } from '../simulation-report.ts';

export interface LedgerCounts extends SimulationCounts {
  transfers: number;
  conflicts: number;
}

export function noLedgerCounts(): LedgerCounts {
  return { ...noCounts(), transfers: 0, conflicts: 0 };
}
