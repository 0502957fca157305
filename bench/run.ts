// npm run bench:<area> [-- --json] [--write] [--only SECTION]
import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { type BenchReport, tableOf } from './report.ts';
import type { BenchRow } from './row.ts';
import type { Section } from './section.ts';
import { writeFigures } from './write-figures.ts';

// Each is loaded only when it runs: what one area needs must not weigh on the memory and the start of another.
const areas: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  ledger: async () => (await import('./ledger.ts')).ledgerSections,
  metrics: async () => (await import('./metrics.ts')).metricSections,
  chat: async () => (await import('./chat.ts')).chatSections,
  live: async () => (await import('./live.ts')).liveSections,
  client: async () => (await import('./client.ts')).clientSections,
  rules: async () => (await import('./rules.ts')).rulesSections,
  jobs: async () => [{ name: 'jobs', rows: (await import('./jobs.ts')).jobRows }],
  start: async () => (await import('./start.ts')).startSections,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, write: { type: 'boolean' }, only: { type: 'string' } } });
const [bench = ''] = positionals;
const area = areas[bench];
if (area === undefined) throw new Error(`There is no benchmark "${bench}". Known: ${Object.keys(areas).join(', ')}.`);
const sections = (await area()).filter(({ name }) => values.only === undefined || name === values.only);
if (sections.length === 0) throw new Error(`"${bench}" has no section "${values.only}".`);
if (values.write === true && values.only !== undefined) throw new Error('A part of the figures is not written: run all sections with --write.');

const rows: BenchRow[] = [];
for (const section of sections) {
  console.error(`${bench}: ${section.name} …`);
  rows.push(...(await section.rows()));
}
const report: BenchReport = { bench, machine: machine(), rows };
console.log(values.json === true ? JSON.stringify(report) : tableOf(report));
if (values.write === true) await writeFigures(report);
if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
