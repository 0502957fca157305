import { invariant } from '../kernel/invariant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { changedAccounts, frozenAccounts } from './account-book.ts';
import type { LedgerChange, LedgerState } from './batch.ts';
import { beginWork } from './batch-work.ts';
import { decideGroup } from './decide-group.ts';
import type { LinkedGroup } from './operation.ts';

/**
 * What a batch of groups of one tenant comes to, in the order of their arrival: each sees what the groups before it have left, as if each had
 * been a batch of its own. Groups are decided whole; one that is refused leaves nothing behind but, for answers that could change with a
 * balance, the refusal under each of its keys.
 *
 * The same key twice in one batch, or with another wish, is also a DOUBLE_SPEND conflict; a plain later retry is none.
 * @param state everything the batch needs, locked (see `needsOf`)
 */
export function decideBatch(state: LedgerState, groups: readonly LinkedGroup[], sha256: Sha256): LedgerChange {
  const work = beginWork(state, sha256);
  const outcomes = groups.map((group) => {
    invariant(group.tenant === state.tenant, 'a batch is of one tenant');
    return decideGroup(work, group);
  });
  return {
    outcomes,
    transfers: work.transfers,
    refusals: work.refusals,
    accounts: changedAccounts(work.accounts),
    head: { lane: work.lane, seq: work.seq, seal: work.seal },
    conflicts: [...work.conflicts.values()],
    frozen: frozenAccounts(work.accounts),
  };
}
