import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic-catalog.ts';
import { parserLimits } from '../limits.ts';
import { scan } from '../scan/scan.ts';
import type { Token, TokenKind } from '../scan/token.ts';
import { type LineIndex, lineIndexOf, type SourceRange } from '../source-range.ts';

/**
 * The tokens of a file with a place in them, and the remarks made so far. After a syntax error the stream is `lost`:
 * further errors are echoes and go unsaid until the parser has found the next statement.
 */
export interface TokenStream {
  readonly lines: LineIndex;
  readonly diagnostics: readonly Diagnostic[];
  readonly lost: boolean;
  /** How many expressions or matches the parser is inside of. */
  depth: number;
  /** The token `ahead` places on; past the end, the `end` token. */
  peek(ahead?: number): Token;
  at(...kinds: readonly TokenKind[]): boolean;
  next(): Token;
  /** Takes the token when it is of this kind. */
  take(kind: TokenKind): Token | undefined;
  /** Says that a token is wrong, and is lost from then on. */
  fail(code: DiagnosticCode, token: Token, sentence: string): void;
  /** Says something about the file without getting lost. */
  remark(code: DiagnosticCode, range: SourceRange, sentence: string): void;
  found(): void;
  /** From the first character of a token to the last one that was taken. */
  rangeFrom(start: Token): SourceRange;
  rangeOf(token: Token): SourceRange;
}

export function tokenStreamOf(source: string): TokenStream {
  const lines = lineIndexOf(source);
  const { tokens, unreadable } = scan(source);
  const end = tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0 };
  const diagnostics = unreadable.slice(0, parserLimits.diagnostics).map((at) => unreadableAt(lines, source, at));
  const peek = (at: number) => tokens[at] ?? end;
  let place = 0;
  let lost = false;
  const remark: TokenStream['remark'] = (code, range, sentence) => {
    if (diagnostics.length < parserLimits.diagnostics) diagnostics.push(diagnostic(code, range, sentence));
  };
  const rangeOf = (token: Token) => lines.range(token.start, token.end);
  const next = () => {
    const token = peek(place);
    if (token !== end) place += 1;
    return token;
  };
  return {
    lines, diagnostics, depth: 0, remark, rangeOf, next,
    get lost() { return lost; },
    peek: (ahead = 0) => peek(place + ahead),
    at: (...kinds) => kinds.includes(peek(place).kind),
    take: (kind) => (peek(place).kind === kind ? next() : undefined),
    fail(code, token, sentence) {
      if (!lost) remark(code, rangeOf(token), sentence);
      lost = true;
    },
    found() { lost = false; },
    rangeFrom: (start) => lines.range(start.start, Math.max(start.start, peek(place - 1).end)),
  };
}

function unreadableAt(lines: LineIndex, source: string, at: number): Diagnostic {
  return diagnostic('unreadable-character', lines.range(at, at + 1), `${JSON.stringify(source.charAt(at))} has no meaning in a rules file.`);
}
