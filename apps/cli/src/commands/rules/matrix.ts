import { parseArgs } from 'node:util';
import { accessMatrix, type Cell, operations, parseRules, principals, re2jsEngine } from '@sora/rules';
import { CommandError } from '../../command.ts';
import { exitCodes } from './exit-codes.ts';
import { readText } from './read-file.ts';

/** @throws {CommandError} when the file cannot be read or does not compile */
export async function matrix(args: readonly string[]): Promise<number> {
  const { values: { json }, positionals: [path, ...more] } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  if (path === undefined || more.length > 0) throw new CommandError('Name one rules file, such as firestore.rules.');
  const { ruleset } = parseRules(await readText(path));
  if (!ruleset.compiles) throw new CommandError(`${path} does not compile, so it allows nothing. See: npm run -s sora -- rules check ${path}`);
  const cells = accessMatrix(ruleset, { nowNanos: BigInt(Date.now()) * 1_000_000n, regex: re2jsEngine() });
  console.log(json ? JSON.stringify({ path, principals: principals.map(({ name, words }) => ({ name, words })), matrix: cells }, undefined, 2) : textOf(path, cells));
  return exitCodes.passes;
}

const signs: Readonly<Record<Cell['verdict']['kind'], string>> = { allow: 'ALLOW', deny: '-', undecided: '?' };

function textOf(path: string, cells: readonly Cell[]): string {
  if (cells.length === 0) return `${path} has no match that names a document or an object. In Firestore they begin with match /databases/{database}/documents.`;
  const matches = [...new Map(cells.map(({ match, line }) => [match, line]))];
  return [
    ...matches.flatMap(([match, line]) => [`${path}:${line}: ${match}`, header, ...operations.map((operation) => rowOf(operation, cells.filter((cell) => cell.match === match && cell.operation === operation))), '']),
    ...principals.map(({ name, words }) => `${name.padEnd(width)}${words}`),
    '',
    summaryOf(cells),
  ].join('\n');
}

const width = 17;
const header = `  ${''.padEnd(8)}${principals.map(({ name }) => name.padEnd(width)).join('')}`.trimEnd();

function rowOf(operation: string, cells: readonly Cell[]): string {
  return `  ${operation.padEnd(8)}${cells.map(({ verdict }) => `${signs[verdict.kind]}${verdict.kind === 'allow' ? ` line ${verdict.line}` : ''}`.padEnd(width)).join('')}`.trimEnd();
}

function summaryOf(cells: readonly Cell[]): string {
  const count = (kind: Cell['verdict']['kind']) => cells.filter(({ verdict }) => verdict.kind === kind).length;
  return [
    `Of ${cells.length} cells: ${count('allow')} ALLOW whatever the data (each request was run; --json prints them), ${count('deny')} denied for all data (-), ${count('undecided')} depend on data or were not decided (?).`,
    'Rows are about other people\'s documents: a wildcard is never the caller\'s own id.',
  ].join('\n');
}
