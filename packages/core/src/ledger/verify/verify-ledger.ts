import type { Sha256 } from '../../kernel/sha256.ts';
import type { Account } from '../account.ts';
import type { LaneHead, Transfer } from '../transfer.ts';
import { createAccountCheck } from './check-accounts.ts';
import { createLaneCheck } from './check-lanes.ts';
import type { LedgerReport } from './ledger-report.ts';
import { createProblemList } from './problem-list.ts';

/** Re-adds and re-hashes one tenant's ledger as it is fed to it: all transfers, then the heads, then all accounts, then the report. */
export interface LedgerVerifier {
  /** In any order; memory grows with how far they are out of the order of lanes and postings. */
  transfers(page: readonly Transfer[]): void;
  heads(heads: readonly LaneHead[]): void;
  accounts(page: readonly Account[]): void;
  report(): LedgerReport;
}

export interface VerifierOptions {
  readonly tenant: string;
  readonly sha256: Sha256;
  /** Lanes of an earlier report of this tenant. */
  readonly earlier?: readonly LaneHead[];
  /** Most transfers that are kept because one before them is missing. Default: 100,000, some 100 MB. */
  readonly maxWaiting?: number;
}

export function createLedgerVerifier({ tenant, sha256, earlier = [], maxWaiting = 100_000 }: VerifierOptions): LedgerVerifier {
  const problems = createProblemList();
  const lanes = createLaneCheck({ sha256, problems, maxWaiting, earlier });
  const accounts = createAccountCheck(problems, maxWaiting);
  const sums = new Map<string, bigint>();
  const counts = { transfers: 0, accounts: 0 };
  let walked: readonly LaneHead[] = [];
  return {
    transfers(page) {
      for (const transfer of page) {
        counts.transfers += 1;
        lanes.arrive(transfer);
        accounts.arrive(transfer);
      }
    },
    heads(heads) {
      walked = lanes.end(heads);
      accounts.endTransfers();
    },
    accounts(page) {
      for (const account of page) {
        counts.accounts += 1;
        accounts.account(account);
        sums.set(account.unit, (sums.get(account.unit) ?? 0n) + account.balanceMinor);
      }
    },
    report() {
      accounts.endAccounts();
      for (const [unit, sum] of sums) if (sum !== 0n) problems.add('sum', { unit }, `All balances of ${unit} together make ${sum} instead of 0.`);
      const bySum = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([unit, sum]) => ({ unit, sumMinor: `${sum}` }));
      return { tenant, ...counts, lanes: walked, sums: bySum, problems: problems.first, problemCount: problems.count };
    },
  };
}
