import type { AccountPage } from '../../api/money.ts';
import type { ChartView } from '../../ui/chart/chart-view.ts';
import { formatAmount } from '../../ui/amount.ts';

type Facts = Pick<AccountPage, 'account' | 'postings' | 'units'>;

/** The balance after each posting that was read, oldest first. Undefined for less than two: one point is no line. */
export function balanceChart({ account, postings, units }: Facts): ChartView | undefined {
  const inOrder = postings.toReversed();
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined || first === last) return undefined;
  const exponent = units.find(({ unit }) => unit === account.unit)?.exponent ?? 0;
  // Only the height of a line on a screen: what is read as a number stands in the rows, exact.
  const heightOf = (minor: string) => Number(minor) / 10 ** exponent;
  return {
    shape: 'steps', fromMs: first.transfer.atMs, toMs: Math.max(last.transfer.atMs, first.transfer.atMs + 1_000), stepMs: 0, unit: '',
    atMs: inOrder.map(({ transfer }) => transfer.atMs),
    lines: [{ label: 'Balance', style: 'main', values: inOrder.map(({ leg }) => heightOf(leg.balance)) }],
    summary: `Balance after each of ${inOrder.length} postings: from ${formatAmount(first.leg.balance, account.unit, units)} to ${formatAmount(last.leg.balance, account.unit, units)}.`,
  };
}
