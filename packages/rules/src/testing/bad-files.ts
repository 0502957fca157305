import { firestoreRules } from './ask.ts';
import { randomOf } from './random.ts';

/** Just below the largest file that Firebase takes. */
const sizeBytes = 256 * 1024 - 500;
const filled = (piece: string) => piece.repeat(Math.floor(sizeBytes / piece.length));
const reading = (condition: string, functions = '') => firestoreRules(`${functions} match /docs/{id} { allow read: if ${condition}; }`);
const many = (count: number, part: (at: number) => string, separator = ' ') => Array.from({ length: count }, (_, at) => part(at)).join(separator);
const half = Math.floor(sizeBytes / 2);
const random = randomOf(6);

/** Files as nobody writes them, but as somebody may send them. `taken`: it compiles, so that all of it is looked at. */
export const badFiles: Readonly<Record<string, { readonly source: string; readonly taken?: true }>> = {
  'parentheses, open': { source: reading(filled('(')) },
  'parentheses, closed again': { source: reading(`${'('.repeat(half)}true${')'.repeat(half)}`) },
  'brackets': { source: reading(`${'['.repeat(half)}${']'.repeat(half)}`) },
  'maps in maps': { source: reading(`${"{'a':".repeat(40_000)}1${'}'.repeat(40_000)}`) },
  'negations': { source: reading(`${filled('!')}true`) },
  'matches in matches': { source: `service cloud.firestore { ${filled('match /a { ')}` },
  'matches beside one another': { source: firestoreRules(many(6_000, (at) => `match /c${at}/{id} { allow read; }`)) },
  'as many matches as are taken': { source: firestoreRules(many(999, (at) => `match /c${at}/{id} { allow read; }`)), taken: true },
  'calls in calls': { source: reading(`${'f('.repeat(60_000)}true${')'.repeat(60_000)}`, 'function f(a) { return a; }') },
  'choices in choices, to the right': { source: reading(`${'id == "a" ? true : '.repeat(12_000)}false`) },
  'choices in choices, 200 deep': { source: reading(`${'id == "a" ? false : '.repeat(200)}false`), taken: true },
  'a conjunction of 20,000': { source: reading(many(20_000, () => 'id == id', ' && ')), taken: true },
  'a disjunction of data': { source: reading(many(4_000, (at) => `resource.data.f${at} == ${at}`, ' || ')), taken: true },
  'a sum without end': { source: reading(`1${filled(' + 1')} == 2`) },
  'fields of fields': { source: reading(`id${filled('.a')} == 1`) },
  'a path of 100 wildcards': { source: firestoreRules(`match ${many(100, (at) => `/{c${at}}`, '')} { allow read; }`) },
  'a path of 20,000 segments': { source: firestoreRules(`match ${many(20_000, () => '/a', '')} { allow read; }`) },
  'functions that call themselves': { source: reading('f()', 'function f() { return g(); } function g() { return h(); } function h() { return f() || g(); }') },
  '2,000 functions in a circle': { source: reading('f0()', many(2_000, (at) => `function f${at}() { return f${(at + 1) % 2_000}(); }`)) },
  '10,000 functions': { source: firestoreRules(`${many(10_000, (at) => `function f${at}(){return 1;}`, '')} match /docs/{id} { allow read: if f1() == 1; }`) },
  '8,000 functions': { source: firestoreRules(`${many(8_000, (at) => `function f${at}(){return 1;}`, '')} match /docs/{id} { allow read: if f1() == 1; }`), taken: true },
  '6,000 functions that call one another': { source: reading('f0()', many(6_000, (at) => `function f${at}() { return ${at === 5_999 ? 'true' : `f${at + 1}()`}; }`)) },
  'functions that double': { source: reading('f0(1) == 1', many(19, (at) => `function f${at}(a) { return ${at === 18 ? 'a' : `f${at + 1}(a) + f${at + 1}(a)`}; }`)), taken: true },
  'a string of 250 KB': { source: reading(`id == '${'x'.repeat(250 * 1024)}'`), taken: true },
  'a list of 250 KB': { source: reading(`id in [${many(40_000, () => '"a"', ',')}]`), taken: true },
  'a catastrophic pattern': { source: reading(`'${'a'.repeat(100_000)}!'.matches('(a+)+$') || resource.data.a.matches('(a|a)*b')`), taken: true },
  'a pattern of 100 KB': { source: reading(`id.matches('${'(a|b)*'.repeat(16_000)}')`), taken: true },
  'a pattern that repeats repetitions': { source: reading("id.matches('((((a{1,30}){1,30}){1,30}){1,30}){1,30}')"), taken: true },
  'one file of many conditions': { source: firestoreRules(many(800, (at) => `match /c${at}/{id} { allow read, write: if request.auth.uid == resource.data.f${at} && resource.data.s in ['a', 'b'] || request.auth.token.admin == true; }`).slice(0, 150_000).replace(/match [^}]*$|match \S+\/\{[^}]*\} \{[^}]*$/, '')), taken: true },
  'nothing': { source: '' },
  'spaces': { source: filled(' ') },
  'comments': { source: filled('/* */ // x\n') },
  'an open comment': { source: `/*${filled('x')}` },
  'binary garbage': { source: many(sizeBytes / 2, () => String.fromCharCode(Math.floor(random() * 65_536)), '') },
  'garbage of punctuation': { source: many(sizeBytes, () => '{}()[]/$.;:,=!&|"\'*\n'.charAt(Math.floor(random() * 20)), '') },
  'garbage of words': { source: many(40_000, () => ['match', '/a', '{', '}', 'allow', 'read', ';', ':', 'if', 'function', 'f', '(', ')', 'return', 'service', 'true'][Math.floor(random() * 16)] ?? '') },
  'lone surrogates': { source: filled('\ud800') },
  'a million characters': { source: 'x'.repeat(1_000_000) },
};
