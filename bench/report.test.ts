import { expect, test } from 'vitest';
import { type BenchReport, tableOf } from './report.ts';
import { replaceFigures } from './write-figures.ts';

const machine = { date: '2026-11-23', cpu: 'a processor', cores: 2, memoryGB: 24, os: 'Linux 6', node: 'v24.21.0', commit: 'abc1234' };
const report: BenchReport = {
  bench: 'metrics',
  machine,
  rows: [
    { name: 'fast', value: 12_345.6, unit: 'rows/s' },
    { name: 'ratio', value: 0.51234, unit: 'x', bar: 0.5, holds: true },
    { name: 'late', value: 7, unit: 's', bar: 5, holds: false },
  ],
};

test('the table says what holds and what does not, with three digits', () => {
  expect(tableOf(report).split('\n').slice(2, 5)).toEqual(['  fast   12,346 rows/s', '  ratio   0.512 x       holds, bar 0.5', '  late        7 s       FAILS, bar 5']);
});

test('figures replace those between their marks, and nothing else of the page', () => {
  const page = 'before\n<!-- figures of bench:metrics -->\nstale\n<!-- end of bench:metrics -->\nafter\n';
  const written = replaceFigures(page, report);
  expect(written.startsWith('before\n<!-- figures of bench:metrics -->\n\n`npm run bench:metrics` on 2026-11-23 · a processor')).toBe(true);
  expect(written).toContain('| ratio | 0.512 x | holds, bar 0.5 |');
  expect(written).not.toContain('stale');
  expect(written.endsWith('\n\n<!-- end of bench:metrics -->\nafter\n')).toBe(true);
  expect(replaceFigures(written, report)).toBe(written);
});

test('a page without a place for the figures is an error', () => {
  expect(() => replaceFigures('nothing here', report)).toThrow('<!-- figures of bench:metrics -->');
});
