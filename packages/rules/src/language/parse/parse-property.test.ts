import fc from 'fast-check';
import { expect, test } from 'vitest';
import { corpusFiles } from '../../testing/corpus.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { parseRules } from '../parse-rules.ts';
import { keywords, punctuation } from '../scan/token.ts';

const sources = corpusFiles().map(({ source }) => source).filter((source) => source.length < 4_000);
const words = [...keywords, ...punctuation, '"', "'", '/*', '//', '/a', '{x=**}', 'true', 'resource.data.a', '1', '\\', '\u0000', '\n'];

/** Diagnostics of any text: in order, inside the text, on the lines that they say. */
function expectSound(source: string): readonly Diagnostic[] {
  const { diagnostics, ruleset } = parseRules(source);
  const lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const unsound = diagnostics.filter(({ range: { start, end } }, at) => (
    start.offset < (diagnostics[at - 1]?.range.start.offset ?? 0) || end.offset < start.offset || end.offset > source.length || (lineStarts[start.line - 1] ?? Number.NaN) + start.column - 1 !== start.offset
  ));
  expect(unsound).toEqual([]);
  expect(ruleset.compiles).toBe(diagnostics.every(({ severity }) => severity !== 'error'));
  return diagnostics;
}

test('any text is answered: bytes, characters, words of the language', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(' '))), (source) => { expectSound(source); }), { seed: 6, numRuns: 600 });
});

interface Edit {
  readonly source: string;
  readonly at: number;
  readonly length: number;
  readonly put: string;
}

const edits: fc.Arbitrary<Edit> = fc.record({ source: fc.constantFrom(...sources), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.integer({ min: 0, max: 12 }), put: fc.constantFrom('', ...words) })
  .map(({ source, at, length, put }) => ({ source, at: Math.floor(at * source.length), length, put }));

test('a real file with a piece cut out or put in is answered too', () => {
  fc.assert(fc.property(edits, ({ source, at, length, put }) => { expectSound(source.slice(0, at) + put + source.slice(at + length)); }), { seed: 6, numRuns: 600 });
});

test('a file that is cut off is not taken, unless only blanks and comments are gone', () => {
  fc.assert(fc.property(edits, ({ source, at }) => {
    const rest = source.slice(at);
    const isClosed = !/[a-z{}();]/.test(rest.replace(/\/\/.*|\/\*[^]*?\*\//g, ''));
    if (!isClosed && parseRules(source).ruleset.compiles && rest.includes('}')) expect(expectSound(source.slice(0, at)).some(({ stage }) => stage === 'syntax')).toBe(true);
  }), { seed: 6, numRuns: 300 });
});

const wrap = (condition: string) => `service cloud.firestore { match /a/{b} { allow read: if ${condition}; } }`;
const huge = 50_000;

test.each([
  ['parentheses', wrap('('.repeat(huge))], ['negations', wrap(`${'!'.repeat(huge)}true`)], ['lists', wrap('['.repeat(huge))], ['maps', wrap('{'.repeat(huge))], ['a chain of fields', wrap(`a${'.b'.repeat(huge)}`)], ['a sum', wrap(`1${'+1'.repeat(huge)}`)],
  ['choices', wrap('a ? '.repeat(huge))], ['matches', `service cloud.firestore {${'match /a {'.repeat(5_000)}`], ['braces', '{'.repeat(huge)], ['closing braces', '}'.repeat(huge)], ['quotes', '"'.repeat(huge)], ['slashes', '/ '.repeat(huge)], ['chains inside parentheses', wrap(`${'('.repeat(200)}a${`${'.b'.repeat(200)})`.repeat(200)}`)],
])('%s without end are refused, not fatal', (_what, source) => {
  expect(expectSound(source).some(({ severity }) => severity === 'error')).toBe(true);
});

test('a conjunction of any length is one node and is taken', () => {
  expect(expectSound(wrap(`true${' && true'.repeat(huge / 10)}`)).map(({ code }) => code)).toEqual(['too-many-expressions']);
});
