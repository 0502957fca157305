import type { FreezeFacts } from '../../api/freeze-facts.ts';
import type { AccountPage } from '../../api/money.ts';
import { accountLink } from '../../ui/account-name.ts';
import { amountOf, type Amount } from '../../ui/amount.ts';
import { formatClockSeconds, formatCount, formatDay } from '../../ui/format.ts';
import { capital } from '../../ui/words.ts';

export interface AccountHeadView {
  readonly id: string;
  readonly name: string;
  /** What may be spent, or the balance where nothing bounds it. */
  readonly main: { readonly label: string; readonly amount: Amount };
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  /** Present while it refuses debits. */
  readonly frozen?: { readonly headline: string; readonly why: string };
}

export function accountHeadView({ account, units }: Pick<AccountPage, 'account' | 'units'>, facts: FreezeFacts): AccountHeadView {
  const { id, unit, balance, held, available, floor, ceiling, postings, frozen } = account;
  const figure = (label: string, minor: string | undefined) => (minor === undefined ? [] : [{ label, value: amountOf(minor, unit, units).text }]);
  return {
    id, name: capital(accountLink(id).words),
    main: available === undefined ? { label: 'Balance', amount: amountOf(balance, unit, units) } : { label: 'Available', amount: amountOf(available, unit, units) },
    figures: [...figure('Balance', available === undefined ? undefined : balance), ...figure('Held', held), ...figure('Floor', floor), ...figure('Ceiling', ceiling), { label: 'Postings', value: formatCount(postings) }],
    ...(frozen ? { frozen: { headline: 'Frozen: it takes credits and refuses debits.', why: whyFrozen(facts) } } : {}),
  };
}

/** The later of the two tells; a freeze may be older than what the page read. */
function whyFrozen({ conflict, event }: FreezeFacts): string {
  if (conflict !== undefined && conflict.atMs >= (event?.atMs ?? 0)) return `${when(conflict.atMs)}: ${conflict.resolution}`;
  if (event !== undefined) return `${when(event.atMs)}: ${event.reason}`;
  return 'What froze it lies further back than this page reads: look for ACCOUNT_FROZEN in the events.';
}

function when(atMs: number): string {
  return `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`;
}
