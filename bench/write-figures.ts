import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BenchReport, markdownOf } from './report.ts';

/** A page has a place for an area's figures, or takes none of it. */
const pages = ['docs/benchmarks.md', 'README.md'];

/** Puts the figures into the pages, so that nobody types a number. */
export async function writeFigures(report: BenchReport): Promise<void> {
  for (const page of pages) {
    const file = fileURLToPath(new URL(`../${page}`, import.meta.url));
    const text = await readFile(file, 'utf8');
    if (page !== pages[0] && !text.includes(beginOf(report))) continue;
    await writeFile(file, replaceFigures(text, report));
    console.error(`wrote ${page}`);
  }
}

const beginOf = ({ bench }: BenchReport) => `<!-- figures of bench:${bench} -->`;

/** @throws {Error} where the page has no place for them */
export function replaceFigures(text: string, report: BenchReport): string {
  const [begin, end] = [beginOf(report), `<!-- end of bench:${report.bench} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no lines "${begin}" and "${end}".`);
  return `${text.slice(0, from + begin.length)}\n\n${markdownOf(report)}\n\n${text.slice(to)}`;
}
