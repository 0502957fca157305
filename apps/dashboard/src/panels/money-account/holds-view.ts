import type { AccountPage } from '../../api/money.ts';
import { accountLink, keyHref, type AccountLink } from '../../ui/account-name.ts';
import { formatAmount } from '../../ui/amount.ts';
import { formatDuration } from '../../ui/format.ts';

export interface HoldView {
  readonly key: string;
  readonly keyHref: string;
  readonly payee: AccountLink;
  readonly amount: string;
  readonly left: string;
}

export function holdViews({ account, holds, units }: Pick<AccountPage, 'account' | 'holds' | 'units'>, nowMs: number): readonly HoldView[] {
  return holds.map(({ key, payee, amount, expiresAtMs }) => ({
    key, keyHref: keyHref(key, account.id), payee: accountLink(payee), amount: formatAmount(amount, account.unit, units),
    left: nowMs < expiresAtMs ? `${formatDuration(expiresAtMs - nowMs)} left` : 'its time is over, it is being let go',
  }));
}
