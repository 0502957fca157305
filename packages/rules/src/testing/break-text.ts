import { keywords, punctuation } from '../language/scan/token.ts';
import type { Random } from './random.ts';

/** Pieces that mean something to the grammar, or nearly. */
const pieces = [
  ...keywords, ...punctuation, '"', "'", '/*', '*/', '//', '/a', '/ a', '/{x}', '/{x=**}', '/{x=*}', '/$(x)', '(default)', 'b"x"', "b'", '1', '1.5', '.5', '01', 'a.b', 'x', '$x', '\\', '\n', '\u201c', '\u00e9', '#', '&', '|', '~',
  'allow read;', 'allow write: if true;', 'match /a { allow get; }', 'function f(a) { return a; }', 'let a = 1;', 'return true;', 'import "x";', "rules_version = '2';", 'service a { match /b { allow read; } }', 'resource.data', 'a is string', 'a ? b : c', '[1, 2]', "{'a': 1}", 'f(1)', '!x', '-x',
];

type Edit = (parts: string[], at: number, random: Random) => void;

const edits: readonly Edit[] = [
  (parts, at) => { parts.splice(at, 1); },
  (parts, at) => { parts.splice(at, 0, parts[at] ?? ''); },
  (parts, at) => { parts.splice(at, 2, parts[at + 1] ?? '', parts[at] ?? ''); },
  (parts, at, random) => { parts.splice(at, 0, pick(pieces, random)); },
  (parts, at, random) => { parts[at] = pick(pieces, random); },
  (parts, at, random) => { parts.splice(at, Math.ceil(random() * 12)); },
  (parts, at) => { parts.splice(at); },
  (parts, at, random) => { parts.splice(at, 0, ...parts.slice(Math.floor(random() * parts.length)).slice(0, 15)); },
];

/** The text with one to three pieces dropped, doubled, exchanged, put in or cut off: what a hand that slips makes of a file. */
export function brokenText(source: string, random: Random): string {
  const parts = source.match(/\w+|\s+|[^]/g) ?? [];
  for (let left = Math.ceil(random() * 3); left > 0; left -= 1) pick(edits, random)(parts, Math.floor(random() * parts.length), random);
  return parts.join('');
}

function pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
