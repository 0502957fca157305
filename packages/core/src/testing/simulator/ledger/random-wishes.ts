import { accountId, type AccountName } from '../../../ledger/account.ts';
import type { LinkedGroup, Operation } from '../../../ledger/operation.ts';
import type { Chance } from '../chance.ts';
import { tenant } from '../tenant.ts';

type Operations = LinkedGroup['operations'];
type Transfer = Operation & { readonly kind: 'transfer' };

/** What clients ask for: everything a ledger can do, and some that it must refuse. */
export interface RandomWishes {
  /** @param intention unlike all others; its keys begin with it */
  next(intention: string): LinkedGroup;
}

/** The latest operations, for others to come back to. */
const mostRemembered = 64;

export const bank: AccountName = { kind: 'clearing', unit: 'USD', owner: 'bank' };
export const hot: AccountName = { kind: 'house', unit: 'USD', owner: 'creator' };
export const user = (number: number): AccountName => ({ kind: 'user', unit: 'USD', owner: `${number}` });

export function randomWishes(chance: Chance, users: number): RandomWishes {
  const ids = Array.from({ length: users }, (_, number) => accountId(user(number)));
  const [bankId, hotId] = [accountId(bank), accountId(hot)];
  const holds: Operation[] = [];
  const transfers: Transfer[] = [];

  // Some pay much more often than others.
  const anyUser = () => ids[Math.floor(chance.next() ** 2 * users)] as string;
  const anyAmount = (most: number) => BigInt(1 + chance.below(most));
  const otherThan = (payer: string) => {
    const payee = chance.happens(0.5) ? hotId : anyUser();
    return payee === payer ? hotId : payee;
  };

  function transfer(key: string): Transfer {
    const payer = anyUser();
    const made = { kind: 'transfer', key, payer, payee: otherThan(payer), amountMinor: anyAmount(200) } as const;
    return chance.happens(0.0005) ? { ...made, force: true } : made;
  }

  function hold(key: string): Operation {
    const payer = anyUser();
    return remember(holds, { kind: 'hold', key, payer, payee: otherThan(payer), amountMinor: anyAmount(200), expiresInMs: chance.oneOf([20, 1000, 100_000]) } as const);
  }

  function resolution(key: string): Operation {
    if (holds.length === 0) return hold(key);
    const { payer, key: holdKey } = chance.oneOf(holds);
    const kind = chance.oneOf(['post', 'post', 'void', 'expire'] as const);
    return kind === 'post' && chance.happens(0.3) ? { kind, key, payer, holdKey, amountMinor: anyAmount(100) } : { kind, key, payer, holdKey };
  }

  function linked(intention: string): Operations {
    if (chance.happens(0.2)) {
      const placed = hold(`${intention}.0`);
      return [placed, { kind: 'post', key: `${intention}.1`, payer: placed.payer, holdKey: placed.key }];
    }
    return [transfer(`${intention}.0`), transfer(`${intention}.1`), ...(chance.happens(0.5) ? [resolution(`${intention}.2`)] : [])];
  }

  /** What has to be refused: a key used for something else, an account that is not there, no amount, payer and payee the same. */
  function wrong(key: string): Operation {
    const payer = anyUser();
    const right = { kind: 'transfer', key, payer, payee: hotId, amountMinor: 1n } as const;
    const used = transfers.length > 0 ? chance.oneOf(transfers) : right;
    return chance.oneOf<Operation>([
      { ...used, amountMinor: used.amountMinor + 1n },
      { ...right, payee: 'user:USD:nobody' },
      { ...right, amountMinor: 0n },
      { ...right, payee: payer },
    ]);
  }

  function remember<Made extends Operation>(latest: Operation[], one: Made): Made {
    if (latest.length < mostRemembered) latest.push(one);
    else latest[chance.below(mostRemembered)] = one;
    return one;
  }

  function operations(intention: string): Operations {
    const key = `${intention}.0`;
    const roll = chance.next();
    if (roll < 0.15) return [{ kind: 'transfer', key, payer: bankId, payee: anyUser(), amountMinor: anyAmount(1000) }];
    if (roll < 0.55) return [remember(transfers, transfer(key))];
    if (roll < 0.7) return [hold(key)];
    if (roll < 0.86) return [resolution(key)];
    return roll < 0.98 ? linked(intention) : [wrong(key)];
  }

  return { next: (intention) => ({ tenant, operations: operations(intention) }) };
}
