import type { BatchNeeds } from './batch.ts';
import type { LinkedGroup } from './operation.ts';
import { payerKey } from './payer-key.ts';

/**
 * What these groups, all valid (see `validateGroup`), name. The payee of a hold that is posted is not among the accounts unless the hold is
 * in the batch too: only the hold's row knows it. So an adapter
 *
 * 1. reads the rows of `holds` first; they never change, so this needs no lock
 * 2. locks `accounts` and the payees of these holds, in byte order, so that any number of servers cannot deadlock
 * 3. reads in a new statement the accounts, what is booked and refused under `keys`, and how the holds of step 1 were resolved
 *
 * A hold that shows only after the locks was placed at the same moment. It must be left out of the state: its payee may not be locked.
 */
export function needsOf(groups: readonly LinkedGroup[]): BatchNeeds {
  const accounts = new Set<string>();
  const keys = new Map<string, BatchNeeds['keys'][number]>();
  const holds = new Map<string, BatchNeeds['holds'][number]>();
  for (const { operations } of groups) {
    for (const operation of operations) {
      const { payer, key } = operation;
      accounts.add(payer);
      keys.set(payerKey(payer, key), { payer, key });
      if (operation.kind === 'transfer' || operation.kind === 'hold') accounts.add(operation.payee);
      else holds.set(payerKey(payer, operation.holdKey), { payer, holdKey: operation.holdKey });
    }
  }
  // UTF-16 order is byte order here, since account ids are ASCII.
  return { accounts: [...accounts].toSorted(), keys: [...keys.values()], holds: [...holds.values()] };
}
