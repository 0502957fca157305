import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchRow } from '../row.ts';
import type { AnalysisTimes } from './analyse-all.ts';

const program = fileURLToPath(new URL('analyse-all.ts', import.meta.url));
const aims = { p95Ms: 1_000, largestMs: 10_000, peakMegabytes: 400 };

/** The whole analysis: read, checked, decided for everybody, judged by the default intents. Each file once and cold, as in a build. */
export async function analysisRows(): Promise<readonly BenchRow[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@sora/source', program], { maxBuffer: 1024 * 1024 });
  const { filesMs, large, peakBytes } = JSON.parse(stdout) as AnalysisTimes;
  const sorted = filesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  const atMost = (name: string, value: number, { unit, bar }: { readonly unit: string; readonly bar: number }): BenchRow => ({ name, value, unit, bar, holds: value <= bar });
  return [
    { name: `whole analysis of a real file, P50 of ${filesMs.length}`, value: at(0.5), unit: 'ms' },
    atMost('P95', at(0.95), { unit: 'ms', bar: aims.p95Ms }),
    atMost('the slowest of them', at(1), { unit: 'ms', bar: aims.largestMs }),
    atMost(`the large file, ${large.cells} cells`, large.ms, { unit: 'ms', bar: aims.largestMs }),
    atMost('memory of the process at its peak, all of these one after another', peakBytes / 1024 ** 2, { unit: 'MB', bar: aims.peakMegabytes }),
  ];
}
