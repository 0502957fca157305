import { parseRules } from '../language/parse-rules.ts';
import { scan } from '../language/scan/scan.ts';
import { officialErrorLine } from './official-grammar.ts';

/**
 * How our verdict on a text compares with the official one. `same`: both take it, or name the same first line.
 * `same-but-later-character`: both refuse it; the official parser, to word its first error, reads the file to its end and tells of an
 * unreadable character further down before it, while ours keep the order of the file. `same-but-open-string`: both refuse it; inside
 * brackets the official parser reads on behind a string without an end, as far as what follows could belong there.
 */
export type Agreement = 'same' | 'same-but-later-character' | 'same-but-open-string' | 'another-line' | 'another-verdict';

export function agreementOf(source: string): Agreement {
  const official = officialErrorLine(source);
  const first = parseRules(source).diagnostics.find(({ stage }) => stage === 'syntax');
  const own = first?.range.start.line;
  if (official === own) return 'same';
  if (official === undefined || own === undefined) return 'another-verdict';
  if (official > own && official === firstUnreadableLine(source)) return 'same-but-later-character';
  return official > own && first?.code === 'unclosed-string' ? 'same-but-open-string' : 'another-line';
}

function firstUnreadableLine(source: string): number | undefined {
  const [first] = scan(source).unreadable;
  return first === undefined ? undefined : source.slice(0, first).split('\n').length;
}
