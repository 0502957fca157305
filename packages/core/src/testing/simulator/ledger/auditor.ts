import type { Account } from '../../../ledger/account.ts';
import type { LedgerChange } from '../../../ledger/batch.ts';
import type { LinkedGroup } from '../../../ledger/operation.ts';
import { payerKey } from '../../../ledger/payer-key.ts';
import { sealOf } from '../../../ledger/seal.ts';
import type { Leg, Transfer } from '../../../ledger/transfer.ts';
import { type LedgerTables, rowKey } from '../../memory/ledger-tables.ts';
import { toySha256 } from '../../toy-sha256.ts';
import { tenant } from '../tenant.ts';
import { auditBooks } from './audit-books.ts';
import { intentionOf } from './intention.ts';
import type { World } from '../world.ts';
import type { LedgerCounts } from './ledger-counts.ts';

/** Holds every change against books of its own, in the moment in which it is committed. */
export interface Auditor {
  inspect(change: LedgerChange, groups: readonly LinkedGroup[]): void;
  /** Compares all that is there at the end. */
  conclude(): void;
  /** How many operations of one intention were booked. */
  booked(payer: string, key: string): number;
}

export function createAuditor({ violated, counts }: World<LedgerCounts>, tables: LedgerTables): Auditor {
  const books = auditBooks(tables.accounts.values());
  const intentions = new Map<string, number>();

  function inspectTransfer(transfer: Transfer): void {
    const { payer, payee, key, holdKey, payerLeg, payeeLeg } = transfer;
    const intention = payerKey(payer, intentionOf(key));
    const times = (intentions.get(intention) ?? 0) + 1;
    intentions.set(intention, times);
    if (times > 1) violated('doubled-effect', `${intention} was booked ${times} times`);
    const expected = books.book(transfer);
    compareLeg(payer, payerLeg, expected.payer);
    compareLeg(payee, payeeLeg, expected.payee);
    if (holdKey !== undefined && books.resolutions(payer, holdKey) > 1) violated('hold-resolved-twice', payerKey(payer, holdKey));
    inspectPlace(transfer);
  }

  function compareLeg(account: string, leg: Leg | undefined, expected: Leg | undefined): void {
    if (leg?.posting !== expected?.posting) violated('posting-gap', `${account} has posting ${leg?.posting}, not ${expected?.posting}`);
    else if (leg?.balanceMinor !== expected?.balanceMinor) violated('balance-mismatch', `${account} has ${leg?.balanceMinor} after posting ${leg?.posting}, not ${expected?.balanceMinor}`);
    else if (leg?.heldMinor !== expected?.heldMinor) violated('held-mismatch', `${account} holds ${leg?.heldMinor} after posting ${leg?.posting}, not ${expected?.heldMinor}`);
  }

  function inspectPlace(transfer: Transfer): void {
    const { lane, seq, seal } = transfer;
    const head = books.head(lane);
    if (seq !== head.seq + 1 || seal !== sealOf(transfer, head.seal, toySha256)) violated('lane-chain-broken', `${seq} of lane ${lane} does not follow ${head.seq}`);
    books.advance({ lane, seq, seal });
  }

  function inspectAccount(account: Account): void {
    const { id, balanceMinor, heldMinor, postings, floorMinor, frozen } = account;
    const expected = books.account(id);
    compareLeg(id, { posting: postings, balanceMinor, heldMinor }, { ...expected, posting: expected.postings });
    if (heldMinor < 0n) violated('held-mismatch', `${id} holds ${heldMinor}`);
    if (!frozen && floorMinor !== undefined && balanceMinor - heldMinor < floorMinor) {
      violated('floor-broken', `${id} has ${balanceMinor} and holds ${heldMinor}, its floor is ${floorMinor}`);
    }
  }

  return {
    inspect(change, groups) {
      counts.transfers += change.transfers.length;
      counts.conflicts += change.conflicts.length;
      for (const transfer of change.transfers) inspectTransfer(transfer);
      for (const account of change.accounts) inspectAccount(account);
      const moved = change.accounts.reduce((sum, { id, balanceMinor }) => sum + balanceMinor - (tables.accounts.get(rowKey(tenant, id))?.balanceMinor ?? 0n), 0n);
      if (moved !== 0n) violated('sum-of-money', `a batch made ${moved} out of nothing`);
      const half = groups.find((group) => isHalfBooked(change, group));
      if (half !== undefined) violated('half-a-group', `of the group of ${half.operations[0].key} only a part was booked`);
      const { seq, seal } = books.head(change.head.lane);
      if (change.head.seq !== seq || change.head.seal !== seal) violated('lane-chain-broken', `lane ${change.head.lane} says it ends at ${change.head.seq}, its last transfer is ${seq}`);
    },
    conclude() {
      for (const account of tables.accounts.values()) inspectAccount(account);
      const total = [...tables.accounts.values()].reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n);
      if (total !== 0n) violated('sum-of-money', `all accounts together have ${total}`);
    },
    booked: (payer, key) => intentions.get(payerKey(payer, intentionOf(key))) ?? 0,
  };
}

function isHalfBooked({ transfers }: LedgerChange, { operations }: LinkedGroup): boolean {
  if (operations.length === 1) return false;
  const booked = operations.filter(({ payer, key }) => transfers.some((transfer) => transfer.key === key && transfer.payer === payer)).length;
  return booked > 0 && booked < operations.length;
}
