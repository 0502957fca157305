import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BenchReport, markdownOf } from './report.ts';

const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));

/** Puts the figures into the page, so that nobody types a number. */
export async function writeFigures(report: BenchReport): Promise<void> {
  await writeFile(page, replaceFigures(await readFile(page, 'utf8'), report));
  console.error('wrote docs/benchmarks.md');
}

/** @throws {Error} where the page has no place for them */
export function replaceFigures(text: string, report: BenchReport): string {
  const [begin, end] = [`<!-- figures of bench:${report.bench} -->`, `<!-- end of bench:${report.bench} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no lines "${begin}" and "${end}".`);
  return `${text.slice(0, from + begin.length)}\n\n${markdownOf(report)}\n\n${text.slice(to)}`;
}
