import { parseArgs } from 'node:util';
import { markdownReport, type RulesReport, sarifReport, textReport } from '@sora/rules';
import { exitCodes } from './exit-codes.ts';
import { type Format, formatOf, formatOptions, printJson } from './formats.ts';
import { onlyFile, prove as proveFile } from './read-rules.ts';
import { shellWord } from './shell-word.ts';

const options = { ...formatOptions, intents: { type: 'string' } } as const;

/** @throws {CommandError} when a file cannot be read, or is not what it should be */
export async function prove(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [format, path] = [formatOf(values), onlyFile(positionals)];
  const { report } = await proveFile(path, values.intents);
  print(report, path, format);
  return exitOf(report);
}

/** @throws {CommandError} as prove */
export async function score(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false }, intents: { type: 'string' } }, allowPositionals: true });
  const path = onlyFile(positionals);
  const { report } = await proveFile(path, values.intents);
  const { score: points, pass, compiles } = report;
  if (values.json) printJson({ score: points, pass, compiles });
  else console.log(`${points} ${pass ? 'passes' : 'does not pass'}`);
  return exitOf(report);
}

export function exitOf({ compiles, pass }: RulesReport): number {
  if (!compiles) return exitCodes.unreadable;
  return pass ? exitCodes.passes : exitCodes.doesNotPass;
}

/** Reports name no version of their own yet: it is that of the package. */
const version = '0.1.0';

function print(report: RulesReport, file: string, format: Format): void {
  switch (format) {
    case 'json': return printJson({ path: file, ...report });
    case 'sarif': return printJson(sarifReport(report, { file, version }));
    case 'markdown': return console.log(markdownReport(report, { file }));
    case 'text': return console.log(textReport(report, { file, explain: `npm run -s sora -- rules explain --rules ${shellWord(file)} --finding` }));
  }
}
