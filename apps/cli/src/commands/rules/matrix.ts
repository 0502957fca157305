import { parseArgs } from 'node:util';
import { accessMatrix, matrixText, principals, proverOf } from '@sora/rules';
import { exitCodes } from './exit-codes.ts';
import { printJson } from './formats.ts';
import { onlyFile, proofSettings, readCompiling } from './read-rules.ts';
import { working } from './working.ts';

/** @throws {CommandError} when the file cannot be read or does not compile */
export async function matrix(args: readonly string[]): Promise<number> {
  const { values: { json }, positionals } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  const path = onlyFile(positionals);
  const ruleset = await readCompiling(path);
  const cells = working(`Proving ${path}`, () => accessMatrix(proverOf(ruleset, proofSettings())));
  if (json) printJson({ path, principals: principals.map(({ name, words }) => ({ name, words })), matrix: cells });
  else console.log(matrixText(cells, path));
  return exitCodes.passes;
}
