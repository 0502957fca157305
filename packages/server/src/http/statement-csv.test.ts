import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StatementAnswer } from './schemas/statement.ts';
import { statementCsv } from './statement-csv.ts';

const text = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', "'=1", '\t=1', '\r=1', '\n', '"', 'a,b', '"a"\r\n', '＝1', ' =1'));
const anyLine = fc.record({ posting: fc.nat(), atMs: fc.integer({ min: 0, max: 4e12 }), kind: fc.constantFrom('transfer' as const, 'hold' as const), key: text, counterparty: text, changeMinor: fc.bigInt().map(String), change: fc.constant('-0.05'), balanceMinor: fc.bigInt().map(String), balance: fc.constant('1.00') });
const anyStatement: fc.Arbitrary<StatementAnswer> = fc.array(fc.tuple(anyLine, fc.option(text, { nil: undefined })), { maxLength: 8 }).map((lines) => ({
  account: 'user:USD:a', unit: 'USD', exponent: 2, fromMs: 0, toMs: 1, openingMinor: '5', opening: '0.05', closingMinor: '-7', closing: '-0.07',
  lines: lines.map(([line, memo]) => ({ ...line, ...(memo === undefined ? {} : { memo }) })),
}));
const unguarded = (cell = '') => (cell.startsWith("'") ? cell.slice(1) : cell);
const rowsOf = (csv: string) => parse<Record<string, string>>(csv, { columns: true });

describe('a statement as CSV', () => {
  test('reads back as the same lines, between opening and closing balance', () => {
    fc.assert(fc.property(anyStatement, (statement) => {
      const [opening, ...rest] = rowsOf(statementCsv(statement));
      const closing = rest.pop();
      expect([opening?.['kind'], opening?.['balance_minor'], closing?.['kind'], closing?.['balance']]).toEqual(['opening', '5', 'closing', '-0.07']);
      expect(rest.map((row) => ({ posting: Number(row['posting']), atMs: Date.parse(String(row['date'])), kind: row['kind'], key: unguarded(row['key']), counterparty: unguarded(row['counterparty']), changeMinor: row['change_minor'], change: row['change'], balanceMinor: row['balance_minor'], balance: row['balance'], memo: unguarded(row['memo']) })))
        .toEqual(statement.lines.map((line) => ({ ...line, memo: line.memo ?? '' })));
    }));
  });

  test('has no cell that a spreadsheet would run', () => {
    fc.assert(fc.property(anyStatement, (statement) => {
      for (const row of rowsOf(statementCsv(statement))) for (const cell of Object.values(row)) expect(/^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell)).toBe(false);
    }));
  });
});
