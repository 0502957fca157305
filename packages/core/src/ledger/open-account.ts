import { type Account, accountId, maxMinor, minMinor } from './account.ts';
import type { NewAccount } from './ledger-store.ts';

/**
 * An account as it begins: empty, and by default without credit, but for a provider's clearing account, which has no bound.
 * @throws {RangeError} for a name that no account can have, a floor above 0 or a ceiling below 0
 */
export function openAccount(tenant: string, account: NewAccount): Account {
  const { kind, unit, floorMinor = kind === 'clearing' ? undefined : 0n, ceilingMinor } = account;
  if (floorMinor !== undefined && (floorMinor > 0n || floorMinor < minMinor)) throw new RangeError(`A floor of ${floorMinor} is not between ${minMinor} and 0.`);
  if (ceilingMinor !== undefined && (ceilingMinor < 0n || ceilingMinor > maxMinor)) throw new RangeError(`A ceiling of ${ceilingMinor} is not between 0 and ${maxMinor}.`);
  return { tenant, id: accountId(account), unit, balanceMinor: 0n, heldMinor: 0n, floorMinor, ceilingMinor, postings: 0, frozen: false };
}
