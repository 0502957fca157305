import { parseRules } from '../language/parse-rules.ts';
import { corpusFiles } from './corpus.ts';
import { textOf } from './rewrite/edit.ts';

/** About what the largest ruleset had that we saw: 90 KB. */
const largestBytes = 90 * 1024;

/** One ruleset made of what the real Firestore files hold below their root, each in a collection of its own. */
export function largeRuleset(): string {
  const bodies = corpusFiles().flatMap(({ source }) => bodyOf(source) ?? []);
  const parts: string[] = [];
  for (let at = 0, bytes = 0; bytes < largestBytes && bodies.length > 0; at += 1) {
    const part = `match /part${at}/{part${at}} {${bodies[at % bodies.length]}}`;
    parts.push(part);
    bytes += part.length;
  }
  return `rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n    ${parts.join('\n    ')}\n  }\n}\n`;
}

/** What stands between the braces of the match of all documents; nothing for a file whose parts hang together otherwise. */
function bodyOf(source: string): string | undefined {
  const { ruleset: { file, compiles } } = parseRules(source);
  const [service, ...others] = file.services;
  const [root, ...more] = service?.matches ?? [];
  if (!compiles || file.version !== '2' || others.length > 0 || more.length > 0 || service?.name.text !== 'cloud.firestore' || file.functions.length + service.functions.length > 0) return undefined;
  const isRoot = root?.path.length === 3 && root.path.every((segment, at) => (at === 1 ? segment.kind === 'capture' && segment.name.text === 'database' : segment.kind === 'literal'));
  const last = root?.path.at(-1);
  if (root === undefined || last === undefined || !isRoot || root.allows.length > 0 || root.matches.some(({ path }) => path.some(({ kind }) => kind === 'glob'))) return undefined;
  const text = textOf(source, { start: last.range.end, end: root.range.end });
  return text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
}
