import type { Sha256 } from '../../../kernel/sha256.ts';
import type { Account } from '../../../ledger/account.ts';
import type { LedgerChange, LedgerState } from '../../../ledger/batch.ts';
import type { LinkedGroup } from '../../../ledger/operation.ts';
import { payerKey } from '../../../ledger/payer-key.ts';

/** The signature of `decideBatch`. */
export type Decide = (state: LedgerState, groups: readonly LinkedGroup[], sha256: Sha256) => LedgerChange;

/** A mistake that somebody could make, to see that the simulator finds it. */
export interface PlantedBug {
  /** What the code does wrong, as a sentence. */
  readonly about: string;
  /** Default: as it is. */
  readonly decide?: (honest: Decide) => Decide;
  /** The key of a group that is sent again after its outcome was not known. Default: the same. */
  readonly keyWhenResent?: (key: string, attempt: number) => string;
}

export const plantedBugs = {
  forgetsKeysOfTheBatch: {
    about: 'A key is looked up in the database, but not among those booked earlier in the same batch.',
    decide: (honest) => (state, groups, sha256) => cutBeforeRepeats(groups).reduce((change, part) => joined(change, honest(after(state, change), part, sha256)), noChange(state)),
  },
  ignoresHeldAmounts: {
    about: 'What is held counts as available.',
    decide: (honest) => (state, groups, sha256) => {
      const floors = new Map(state.accounts.map(({ id, floorMinor }) => [id, floorMinor]));
      const lowered = state.accounts.map((account) => withFloor(account, account.floorMinor === undefined ? undefined : account.floorMinor - account.heldMinor));
      const change = honest({ ...state, accounts: lowered }, groups, sha256);
      return { ...change, accounts: change.accounts.map((account) => withFloor(account, floors.get(account.id))) };
    },
  },
  postsAHoldTwice: {
    about: 'It is not looked at whether a hold was resolved before.',
    decide: (honest) => (state, groups, sha256) => honest({ ...state, holds: state.holds.map(({ hold }) => ({ hold, resolvedBy: undefined })) }, groups, sha256),
  },
  booksHalfAGroup: {
    about: 'A linked group that is refused at its second operation keeps the first.',
    decide: (honest) => (state, groups, sha256) => {
      const change = honest(state, groups, sha256);
      const halves = groups.filter((group, index) => group.operations.length > 1 && failedAfterTheFirst(change.outcomes[index]));
      const rest = honest(after(state, change), halves.map(({ tenant, operations: [first] }) => ({ tenant, operations: [first] })), sha256);
      return { ...joined(change, rest), outcomes: change.outcomes };
    },
  },
  resendsUnderANewKey: {
    about: 'A group whose outcome is unknown is sent again under a new key.',
    keyWhenResent: (key, attempt) => `${key}~${attempt}`,
  },
} as const satisfies Record<string, PlantedBug>;

function failedAfterTheFirst(outcome: LedgerChange['outcomes'][number] | undefined): boolean {
  return outcome?.kind === 'refused' && !outcome.replayed && outcome.operation > 0;
}

function withFloor(account: Account, floorMinor: bigint | undefined): Account {
  return { ...account, floorMinor };
}

/** Parts of the batch, in order, none of which has a key twice. */
function cutBeforeRepeats(groups: readonly LinkedGroup[]): readonly (readonly LinkedGroup[])[] {
  const seen = new Set<string>();
  let part: LinkedGroup[] = [];
  const parts = [part];
  for (const group of groups) {
    const keys = group.operations.map(({ payer, key }) => payerKey(payer, key));
    if (keys.some((key) => seen.has(key))) {
      seen.clear();
      parts.push(part = []);
    }
    part.push(group);
    for (const key of keys) seen.add(key);
  }
  return parts;
}

function noChange({ head }: LedgerState): LedgerChange {
  return { outcomes: [], transfers: [], refusals: [], accounts: [], head, conflicts: [], frozen: [] };
}

/** What was read, and the accounts and the lane as the change leaves them. */
function after(state: LedgerState, { accounts, head }: LedgerChange): LedgerState {
  const changed = new Map(accounts.map((account) => [account.id, account]));
  return { ...state, head, accounts: state.accounts.map((account) => changed.get(account.id) ?? account) };
}

function joined(first: LedgerChange, second: LedgerChange): LedgerChange {
  const accounts = new Map([...first.accounts, ...second.accounts].map((account) => [account.id, account]));
  return {
    outcomes: [...first.outcomes, ...second.outcomes],
    transfers: [...first.transfers, ...second.transfers],
    refusals: [...first.refusals, ...second.refusals],
    accounts: [...accounts.values()],
    head: second.head,
    conflicts: [...first.conflicts, ...second.conflicts],
    frozen: [...first.frozen, ...second.frozen],
  };
}
