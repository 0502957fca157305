import { parseArgs } from 'node:util';
import { type Diagnostic, type ParsedRules, parseRules } from '@sora/rules';
import { CommandError } from '../../command.ts';
import { exitCodes } from './exit-codes.ts';
import { readText } from './read-file.ts';

interface CheckedFile extends ParsedRules {
  readonly path: string;
}

/** @throws {CommandError} when a file cannot be read */
export async function check(args: readonly string[]): Promise<number> {
  const { values: { json }, positionals } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  if (positionals.length === 0) throw new CommandError('Name the files to check, such as firestore.rules storage.rules.');
  const files = await Promise.all(positionals.map(async (path) => ({ path, ...parseRules(await readText(path)) })));
  console.log(json ? JSON.stringify({ files: files.map(plainOf) }, undefined, 2) : files.map(textOf).join('\n\n'));
  return files.every(({ ruleset }) => ruleset.compiles) ? exitCodes.passes : exitCodes.unreadable;
}

function plainOf({ path, ruleset, diagnostics }: CheckedFile): object {
  const remarks = diagnostics.map(({ code, severity, stage, sentence, remedy, range }) => ({ code, severity, stage, line: range.start.line, column: range.start.column, sentence, remedy }));
  return { path, compiles: ruleset.compiles, matches: ruleset.matches.length, diagnostics: remarks };
}

function textOf({ path, ruleset, diagnostics }: CheckedFile): string {
  const matches = `${ruleset.matches.length} ${ruleset.matches.length === 1 ? 'match' : 'matches'}`;
  const verdict = ruleset.compiles ? `compiles: ${matches}, ${countOf(diagnostics, 'warning')}` : `does not compile: ${countOf(diagnostics, 'error')}`;
  return [`${path} ${verdict}.`, ...diagnostics.map((remark) => remarkOf(path, remark))].join('\n');
}

function countOf(diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): string {
  const count = diagnostics.filter((each) => each.severity === severity).length;
  return `${count === 0 ? 'no' : count} ${severity}${count === 1 ? '' : 's'}`;
}

/** Begins as compilers do, so that editors and terminals make the place a link. */
function remarkOf(path: string, { range: { start }, severity, code, sentence, remedy }: Diagnostic): string {
  return `${path}:${start.line}:${start.column}: ${severity}: ${sentence} [${code}]\n    ${remedy}`;
}
