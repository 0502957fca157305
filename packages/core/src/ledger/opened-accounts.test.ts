import { expect, test } from 'vitest';
import { SoraError } from '../kernel/sora-error.ts';
import { openAccount } from './open-account.ts';
import { openedAccounts } from './opened-accounts.ts';

const spend = { kind: 'house', unit: 'USD', owner: 'spend' } as const;

function countingOpens(failures = 0) {
  const opens: string[] = [];
  const accounts = openedAccounts({
    async open(tenant, account) {
      opens.push(`${tenant} ${account.unit}`);
      if (opens.length <= failures) throw new SoraError('database-unavailable');
      return openAccount(tenant, account);
    },
  });
  return { opens, accounts };
}

test('an account is opened once, also by callers that come together; another tenant and another unit have their own', async () => {
  const { opens, accounts } = countingOpens();
  expect(await Promise.all(Array.from({ length: 50 }, () => accounts.id('main', spend)))).toEqual(Array.from({ length: 50 }, () => 'house:USD:spend'));
  await accounts.id('main', spend);
  await accounts.id('other', spend);
  expect(await accounts.id('main', { ...spend, unit: 'COIN' })).toBe('house:COIN:spend');
  expect(opens).toEqual(['main USD', 'other USD', 'main COIN']);
});

test('an account that could not be opened is tried again by the next caller', async () => {
  const { opens, accounts } = countingOpens(1);
  await expect(accounts.id('main', spend)).rejects.toMatchObject({ problem: 'database-unavailable' });
  await expect(accounts.id('main', spend)).resolves.toBe('house:USD:spend');
  expect(opens).toHaveLength(2);
});

test('what it remembers is bounded', async () => {
  const { opens, accounts } = countingOpens();
  for (let n = 0; n < 10_001; n += 1) await accounts.id(`tenant-${n}`, spend);
  await accounts.id('tenant-0', spend);
  expect(opens).toHaveLength(10_002);
});
