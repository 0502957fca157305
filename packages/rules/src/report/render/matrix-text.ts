import { type Cell, operations } from '../../proof/access-matrix.ts';
import { principals } from '../../proof/principal.ts';
import type { Verdict } from '../../proof/verdict.ts';
import { shortNames, undecidedWords } from './report-words.ts';

const columnWidth = 9;
const header = `  ${''.padEnd(8)}${principals.map(({ name }) => shortNames[name].padEnd(columnWidth)).join('')}`.trimEnd();

/** The access matrix on lines of at most 120 characters; what a cell needs to be allowed stands below its match. */
export function matrixText(cells: readonly Cell[], file: string): string {
  if (cells.length === 0) return `${file} has no match that names a document or an object. In Firestore they begin with match /databases/{database}/documents.`;
  const matches = [...Map.groupBy(cells, ({ match, line }) => `${line}: ${match}`)];
  return [...matches.map(([title, ofMatch]) => matchText(`${file}:${title}`, ofMatch)), legend, '', summaryOf(cells)].join('\n');
}

function matchText(title: string, cells: readonly Cell[]): string {
  const notes = new Map<string, string>();
  const rows = operations.map((operation) => {
    const row = cells.filter((cell) => cell.operation === operation);
    return `  ${operation.padEnd(8)}${principals.map(({ name }) => signOf(row.find(({ principal }) => principal === name)?.verdict, notes).padEnd(columnWidth)).join('')}`.trimEnd();
  });
  return [title, header, ...rows, ...[...notes].map(([note, letter]) => `    ${letter}  ${note}`), ''].join('\n');
}

/** @param notes what conditional cells need, each with its letter; grows */
function signOf(verdict: Verdict | undefined, notes: Map<string, string>): string {
  switch (verdict?.kind) {
    case 'allow': return `yes${verdict.steps.length > 0 ? '*' : ''} ${verdict.line}`;
    case 'conditional': return `if ${noted(`line ${verdict.line}, where ${verdict.facts.map(({ text }) => text).join(' and ')}`, notes)}`;
    case 'undecided': return `? ${noted(undecidedWords[verdict.reason], notes)}`;
    case 'deny':
    case undefined: return '-';
  }
}

function noted(note: string, notes: Map<string, string>): string {
  const letter = notes.get(note) ?? letterOf(notes.size);
  notes.set(note, letter);
  return letter;
}

/** a, b … z, aa, ab … */
function letterOf(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}

const legend = [
  'yes 12   allowed by line 12: the request was run',
  'yes* 12  the same, after other requests of the same caller, each of them allowed',
  'if a     allowed where a holds, which the caller cannot bring about, and denied without it: both were run',
  '-        denied, whatever the data',
  '? a      not decided, because of a',
  '',
  ...principals.map(({ name, words }) => `${shortNames[name].padEnd(columnWidth)} ${name}: ${words}`),
].join('\n');

function summaryOf(cells: readonly Cell[]): string {
  const count = (kind: Verdict['kind']) => cells.filter(({ verdict }) => verdict.kind === kind).length;
  return `Of ${cells.length} accesses ${count('allow')} are allowed, ${count('conditional')} on conditions, ${count('deny')} denied, ${count('undecided')} undecided. --json has the requests.`;
}
