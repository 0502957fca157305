import type { MoneyUnit } from '../../api/money.ts';
import { formatAmount } from '../../ui/amount.ts';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One side of a conflict, field by field, as far as a person would read it; the whole of it stands in the details. */
export function sideView(side: unknown, unit: string | undefined, units: readonly MoneyUnit[]): readonly Fact[] {
  if (typeof side !== 'object' || side === null) return [{ label: '', value: JSON.stringify(side) }];
  return Object.entries(side).map(([name, value]) => factOf(name, value, { unit, units }));
}

function factOf(name: string, value: unknown, { unit, units }: { readonly unit: string | undefined; readonly units: readonly MoneyUnit[] }): Fact {
  const label = labelOf(name);
  if (name.endsWith('Minor') && typeof value === 'string' && /^-?\d+$/.test(value)) return { label, value: unit === undefined ? `${value} minor units` : formatAmount(value, unit, units) };
  if (name === 'atMs' && typeof value === 'number') return { label, value: `${formatDay(value)}, ${formatClockSeconds(value)}` };
  if (typeof value === 'boolean') return { label, value: value ? 'yes' : 'no' };
  return { label, value: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** `balanceMinor` as "balance", `holdKey` as "hold key". */
function labelOf(name: string): string {
  return name.replace(/(Minor|Ms)$/, '').replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}
