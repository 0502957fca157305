import { expect, test } from 'vitest';
import { agreementOf } from '../../testing/agreement.ts';
import { brokenText } from '../../testing/break-text.ts';
import { corpusFiles } from '../../testing/corpus.ts';
import { randomOf } from '../../testing/random.ts';

const small = corpusFiles().map(({ source }) => source).filter((source) => source.length < 450);

function differing(sources: readonly string[]): readonly string[] {
  return sources.filter((source) => !agreementOf(source).startsWith('same'));
}

test('real files get the verdict and first error line of the official grammar itself', () => {
  expect(differing(small)).toEqual([]);
});

test('so do files that a slip of the hand has broken', () => {
  const random = randomOf(20_261_130);
  expect(differing(Array.from({ length: 100 }, (_, at) => brokenText(small[at % small.length] ?? '', random)))).toEqual([]);
});

test.each(['service // c\n a.b', 'service/**/a.b', 'service\n\n a.b', 'service a.b // c\n'])('%j: a comment may follow the name of a service, but not come before it', (head) => {
  expect(agreementOf(`${head} { match /a { allow read; } }`)).toBe('same');
});

const inMatch = (statement: string) => `service cloud.firestore {\n match /a {\n${statement}\n }\n}`;

/** Each was once told elsewhere, or is a place where the official parser looks further than the token at hand. */
test.each([
  ['a path without match', '/b {\n allow read;\n}'], ['an empty match', 'match /b\n{\n}'], ['a comma too many', 'allow read,\n: if true;'], ['a comma before a statement', 'allow read,\nmatch /b { allow read; }'],
  ['a slash too many before the brace', 'match /b/\n{ allow read; }'], ['a slash too many before something else', 'match /b/\nc { allow read; }'], ['a brace too many', 'match /b/{c}}\n{ allow read; }'], ['a brace too many and more', 'match /b/{c}}\n{\nfoo }'],
  ['a brace in the place of a body', 'match /b/{c}\n} { allow read; }'], ['a wildcard that is not closed', 'match /b/{c\n { allow read; }'], ['a path that ends in a slash', 'allow read: if /a/\n;'], ['nothing after an operator', 'allow read: if a ==\n;'],
  ['an open string before the end of a line', "allow read: if a == 'b\n;"], ['an open string among arguments', "allow read: if f('abc\n, 1);"], ['an open string before an operator', "allow read: if 'abc\n && b;"], ['an open string after a value', "allow read: if a'\n;"],
  ['an operator that is not there', 'allow read: if a++\n+ 1;'], ['another', 'allow read: if --\na;'], ['nothing in parentheses', 'allow read: if (\n);'], ['a division of a path', 'allow read: if /a / b == 1;'], ['a bracket too many', 'allow read: if [1,\n,2];'], ['a function without a body', 'function f() {\n}'], ['a name that is kept back', 'allow read: if default\n== 1;'],
])('%s', (_what, statement) => expect(agreementOf(inMatch(statement))).toBe('same'));
