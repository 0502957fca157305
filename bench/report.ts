import type { Machine } from './machine.ts';
import type { BenchRow } from './row.ts';

/** The one JSON document that `--json` prints. */
export interface BenchReport {
  readonly bench: string;
  readonly machine: Machine;
  readonly rows: readonly BenchRow[];
}

/** For a terminal. */
export function tableOf({ bench, machine, rows }: BenchReport): string {
  const cells = rows.map(cellsOf);
  const widths = cells.reduce((widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)), [0, 0, 0, 0]);
  const lines = cells.map(([name = '', value = '', unit = '', verdict = '']) => `  ${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)} ${unit.padEnd(widths[2] ?? 0)}  ${verdict}`.trimEnd());
  return [`${bench}: ${wordMachine(machine)}`, '', ...lines, ''].join('\n');
}

/** For a page. */
export function markdownOf({ bench, machine, rows }: BenchReport): string {
  const lines = rows.map(cellsOf).map(([name, value, unit, verdict]) => `| ${name} | ${value} ${unit} | ${verdict} |`);
  return [`\`npm run bench:${bench}\` on ${wordMachine(machine)}:`, '', '| What | Figure | Bar |', '|---|---:|---|', ...lines].join('\n');
}

export function wordMachine({ date, cpu, cores, memoryGB, os, node, commit }: Machine): string {
  return [date, `${cpu}, ${cores} cores, ${memoryGB} GB`, os, `Node.js ${node}`, ...(commit === undefined ? [] : [`commit ${commit}`])].join(' · ');
}

function cellsOf({ name, value, unit, bar, holds }: BenchRow): readonly string[] {
  const verdict = bar === undefined ? '' : `${holds === true ? 'holds' : 'FAILS'}, bar ${wordNumber(bar)}`;
  return [name, wordNumber(value), unit, verdict];
}

/** Three digits say all that a measurement can. */
function wordNumber(value: number): string {
  return value.toLocaleString('en', Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
}
