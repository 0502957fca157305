import { parseArgs } from 'node:util';
import { diffRules, diffText } from '@sora/rules';
import { CommandError } from '../../command.ts';
import { exitCodes } from './exit-codes.ts';
import { printJson } from './formats.ts';
import { proofSettings, readCompiling } from './read-rules.ts';
import { working } from './working.ts';

/** @throws {CommandError} when a file cannot be read or does not compile */
export async function diff(args: readonly string[]): Promise<number> {
  const { values: { json }, positionals: [before, after, ...more] } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  if (before === undefined || after === undefined || more.length > 0) throw new CommandError('Name two rules files: the older one, then the newer one.');
  const [old, young] = [await readCompiling(before), await readCompiling(after)];
  const found = working(`Comparing ${after} with ${before}`, () => diffRules(old, young, proofSettings()));
  if (json) printJson({ before, after, ...found });
  else console.log(diffText(found, { before, after }));
  // What was not decided may be looser.
  const mayBeLooser = found.verdict === 'looser' || found.verdict === 'both' || found.undecided.looser.length > 0;
  return mayBeLooser ? exitCodes.doesNotPass : exitCodes.passes;
}
