import { scanDigits, scanIdentifier, scanPathSegment, scanString } from './scan-parts.ts';
import { scanServiceName } from './scan-service-name.ts';
import { skipBlank, skipSpace } from './skip-blank.ts';
import { keywords, punctuation, type Token, type TokenKind } from './token.ts';

export interface Scan {
  /** Ends with one token of kind `end`. */
  readonly tokens: readonly Token[];
  /** Offsets of characters that begin nothing. */
  readonly unreadable: readonly number[];
}

const keywordSet: ReadonlySet<string> = new Set(keywords);

/** Cuts the text into tokens as the official lexer does: the longest piece wins. Total: takes any text. */
export function scan(source: string): Scan {
  const tokens: Token[] = [];
  const unreadable: number[] = [];
  let namesService = false;
  let at = skipBlank(source, 0);
  while (at < source.length) {
    const token: Token | undefined = namesService ? scanServiceName(source, at) : scanToken(source, at);
    if (token === undefined) unreadable.push(at);
    else tokens.push(token);
    if (token !== undefined) namesService = token.kind === 'service';
    // Between "service" and its name the official lexer knows no comments.
    at = (namesService ? skipSpace : skipBlank)(source, token?.end ?? at + 1);
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length });
  return { tokens, unreadable };
}

function scanToken(source: string, at: number): Token | undefined {
  const bytes = /^[bB]$/.test(source.charAt(at)) ? scanString(source, at + 1) : undefined;
  if (bytes?.closed === true) return tokenOf(source, 'bytes', [at, bytes.end]);
  const string = scanString(source, at);
  if (string !== undefined) return tokenOf(source, string.closed ? 'string' : 'unclosed-string', [at, string.end]);
  const nameEnd = scanIdentifier(source, at);
  if (nameEnd > at + 1 || (nameEnd > at && source[at] !== '$')) return wordOf(source, at, nameEnd);
  const number = scanDigits(source, at);
  if (number !== undefined) return tokenOf(source, number.kind, [at, number.end]);
  const segmentEnd = scanPathSegment(source, at);
  if (segmentEnd > at) return tokenOf(source, 'path-segment', [at, segmentEnd]);
  const mark = punctuation.find((text) => source.startsWith(text, at));
  return mark === undefined ? undefined : tokenOf(source, mark, [at, at + mark.length]);
}

function wordOf(source: string, start: number, end: number): Token {
  const text = source.slice(start, end);
  return { kind: keywordSet.has(text) ? (text as TokenKind) : 'identifier', text, start, end };
}

function tokenOf(source: string, kind: TokenKind, [start, end]: readonly [number, number]): Token {
  return { kind, text: source.slice(start, end), start, end };
}
