import type { RulesFile } from '../ast.ts';
import { type Diagnostic, inFileOrder } from '../diagnostic.ts';
import { parserLimits } from '../limits.ts';
import { parseFile } from './parse-file.ts';
import { tokenStreamOf } from './token-stream.ts';

export interface Parsed {
  /** Complete when no remark has the stage `syntax`; otherwise what could be read. */
  readonly file: RulesFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads any text. Text past the parser's own limit is not looked at; the limit of Firebase, a quarter of it, is checked elsewhere. */
export function parse(source: string): Parsed {
  const stream = tokenStreamOf(source.slice(0, parserLimits.sourceChars));
  const file = parseFile(stream);
  return { file, diagnostics: inFileOrder(withoutEchoes(stream.diagnostics)) };
}

/** A character that could not be read leaves a gap, and a gap is an unexpected token too: one of the two is enough. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unreadable = new Set(diagnostics.filter(({ code }) => code === 'unreadable-character').map(({ range }) => range.start.line));
  return diagnostics.filter(({ code, range }) => code !== 'unexpected-token' || !unreadable.has(range.start.line));
}
