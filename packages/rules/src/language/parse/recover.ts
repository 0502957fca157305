import type { TokenKind } from '../scan/token.ts';
import type { TokenStream } from './token-stream.ts';

const closes: ReadonlySet<TokenKind> = new Set(['}']);

/**
 * Leads a lost stream to the next statement: one of `starters`, or the brace that closes the block. Braces that open on the way are skipped whole.
 */
export function skipTo(stream: TokenStream, starters: ReadonlySet<TokenKind>): void {
  let depth = 0;
  while (!stream.at('end')) {
    const { kind } = stream.peek();
    if (depth === 0 && (starters.has(kind) || closes.has(kind))) break;
    if (kind === '{') depth += 1;
    if (kind === '}') depth -= 1;
    stream.next();
  }
  stream.found();
}

/** Parses statements until the block closes. Every turn takes at least one token, so that it ends. */
export function statements(stream: TokenStream, starters: ReadonlySet<TokenKind>, statement: () => void): void {
  while (!stream.at('}', 'end')) {
    const before = stream.peek();
    statement();
    if (stream.peek() === before) stream.next();
    if (stream.lost) skipTo(stream, starters);
  }
}
