import { parseRules } from '../language/parse-rules.ts';
import { scan } from '../language/scan/scan.ts';
import { officialErrorLine } from './official-grammar.ts';

/**
 * How our verdict on a text compares with the official one. `same`: both take it, or name the same first line.
 * `same-but-later-character`: both refuse it; the official parser, to word its first error, reads the file to its end and tells of an
 * unreadable character further down before it, while ours keep the order of the file.
 */
export type Agreement = 'same' | 'same-but-later-character' | 'another-line' | 'another-verdict';

export function agreementOf(source: string): Agreement {
  const official = officialErrorLine(source);
  const own = parseRules(source).diagnostics.find(({ stage }) => stage === 'syntax')?.range.start.line;
  if (official === own) return 'same';
  if (official === undefined || own === undefined) return 'another-verdict';
  return official > own && official === firstUnreadableLine(source) ? 'same-but-later-character' : 'another-line';
}

function firstUnreadableLine(source: string): number | undefined {
  const [first] = scan(source).unreadable;
  return first === undefined ? undefined : source.slice(0, first).split('\n').length;
}
