import type { RefusalRow } from '../../api/money.ts';
import { accountLink, type AccountLink } from '../../ui/account-name.ts';
import { formatClockSeconds, formatDay } from '../../ui/format.ts';

export interface RefusalView {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly payer: AccountLink;
  readonly at: string;
  readonly atIso: string;
}

export function refusalView({ key, payer, code, detail, atMs }: RefusalRow): RefusalView {
  return { id: `${payer} ${key}`, key, title: `Refused: ${code}`, detail, payer: accountLink(payer), at: `${formatDay(atMs)}, ${formatClockSeconds(atMs)}`, atIso: new Date(atMs).toISOString() };
}
