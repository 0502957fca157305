import type { MoneyUnit } from '../../api/money.ts';
import { keyHref } from '../../ui/account-name.ts';
import { formatAmount } from '../../ui/amount.ts';
import type { Fact } from '../../ui/fact-value.tsx';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';

/** How the amounts of a conflict are counted; no unit where it is not about an account. */
export interface Counting {
  readonly unit: string | undefined;
  readonly units: readonly MoneyUnit[];
}

/** The database keeps fields by the length of their names; people read what comes first here first. */
const readFirst = ['key', 'kind', 'amountMinor', 'payee', 'balanceMinor', 'heldMinor', 'postings', 'frozen', 'field', 'version', 'lastSeq', 'messages'];
const whole = /^-?\d+$/;

/** One side of a conflict, field by field. */
export function sideView(side: object, counting: Counting): readonly Fact[] {
  return Object.entries(side).toSorted(([one], [other]) => placeOf(one) - placeOf(other)).map(([name, value]) => factOf(name, value, counting));
}

function placeOf(name: string): number {
  const place = readFirst.indexOf(name);
  return place === -1 ? readFirst.length : place;
}

function factOf(name: string, value: unknown, { unit, units }: Counting): Fact {
  const label = labelOf(name);
  if (typeof value === 'boolean') return { label, value: value ? 'yes' : 'no' };
  if (name === 'atMs' && typeof value === 'number') return { label, value: `${formatDay(value)}, ${formatClockSeconds(value)}` };
  if (typeof value !== 'string') return { label, value: JSON.stringify(value) };
  if (isAmount(name) && whole.test(value)) return { label, value: unit === undefined ? `${value} minor units` : formatAmount(value, unit, units) };
  return { label, value, ...(name === 'key' ? { href: keyHref(value) } : {}) };
}

/** `stated` and `booked`: what a provider reports, and what the ledger has. */
function isAmount(name: string): boolean {
  return name.endsWith('Minor') || name === 'stated' || name === 'booked';
}

/** `balanceMinor` as "balance", `holdKey` as "hold key". */
function labelOf(name: string): string {
  return name.replace(/Seq$/, 'Number').replace(/(Minor|Ms)$/, '').replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}
