import { parse } from '../../packages/rules/src/language/parse/parse.ts';
import { parseRules } from '../../packages/rules/src/language/parse-rules.ts';
import { corpusFiles, largeRuleset, officialErrorLine } from '../../packages/rules/src/testing/index.ts';
import { alternating } from '../measure.ts';
import type { BenchRow } from '../row.ts';

const rounds = 3;
/** Ours is over in milliseconds: as often as this a round, for the clock's sake. */
const timesARound = 10;

/** Ours and Firebase's own parser on the same files, in turns. Both build a tree. */
export async function parseRows(): Promise<readonly BenchRow[]> {
  const sources = corpusFiles().map(({ source }) => source);
  const large = [largeRuleset()];
  const real = await alternating(rounds, ours(sources, parse), officials(sources));
  const one = await alternating(rounds, ours(large, parse), officials(large));
  const checked = await alternating(rounds, ours(sources, parseRules), ours(large, parseRules));
  const ratio = (name: string, { ours: own, peer }: typeof real): BenchRow => ({ name, value: peer / own, unit: 'x faster', bar: 10, holds: peer / own >= 10 });
  return [
    { name: `${sources.length} real files, our parser, each`, value: (real.ours / sources.length) * 1_000, unit: 'µs' },
    { name: `${sources.length} real files, the official parser, each`, value: (real.peer / sources.length) * 1_000, unit: 'µs' },
    ratio('our parser against the official one', real),
    { name: `one file of ${lines(large)} lines, ${kilobytes(large)} KB, our parser`, value: one.ours, unit: 'ms' },
    { name: 'the official parser on it', value: one.peer, unit: 'ms' },
    ratio('our parser against the official one there', one),
    { name: 'parser, names, types and limits, a real file', value: (checked.ours / sources.length) * 1_000, unit: 'µs' },
    { name: 'parser, names, types and limits, the large file', value: checked.peer, unit: 'ms' },
  ];
}

/** Milliseconds to read all files once. */
function ours(sources: readonly string[], read: (source: string) => unknown): () => Promise<number> {
  return async () => {
    const startedMs = performance.now();
    for (let time = 0; time < timesARound; time += 1) for (const source of sources) read(source);
    return (performance.now() - startedMs) / timesARound;
  };
}

function officials(sources: readonly string[]): () => Promise<number> {
  return async () => {
    const startedMs = performance.now();
    for (const source of sources) officialErrorLine(source);
    return performance.now() - startedMs;
  };
}

function lines([source = '']: readonly string[]): number {
  return source.split('\n').length;
}

function kilobytes([source = '']: readonly string[]): number {
  return Math.round(source.length / 1_024);
}
