import { stringify } from 'csv-stringify/sync';
import type { StatementAnswer } from './schemas/statement.ts';

const columns = ['posting', 'date', 'kind', 'key', 'counterparty', 'change_minor', 'change', 'balance_minor', 'balance', 'unit', 'memo'] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

/** A whole statement as CSV (RFC 4180): a line `opening`, one for each posting, a line `closing`. */
export function statementCsv(statement: StatementAnswer): string {
  const { unit, fromMs, toMs, openingMinor, opening, closingMinor, closing, lines } = statement;
  const bound = (kind: string, atMs: number, balance: Pick<Row, 'balance_minor' | 'balance'>): Row => ({ posting: '', date: dateOf(atMs), kind, key: '', counterparty: '', change_minor: '', change: '', ...balance, unit, memo: '' });
  const rows: readonly Row[] = [
    bound('opening', fromMs, { balance_minor: openingMinor, balance: opening }),
    ...lines.map((line): Row => ({
      posting: `${line.posting}`, date: dateOf(line.atMs), kind: line.kind, key: guarded(line.key), counterparty: guarded(line.counterparty),
      change_minor: line.changeMinor, change: line.change, balance_minor: line.balanceMinor, balance: line.balance, unit, memo: guarded(line.memo ?? ''),
    })),
    bound('closing', toMs, { balance_minor: closingMinor, balance: closing }),
  ];
  return stringify([...rows], { header: true, columns: [...columns] });
}

/**
 * A spreadsheet runs what begins with one of these; an apostrophe before it makes it text. One that stands there already gets a second, so
 * that taking one away gives back every text. Amounts are left alone: they are digits, and a minus before digits is a number.
 * @see OWASP, "CSV Injection"
 */
function guarded(text: string): string {
  return /^['=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

function dateOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
