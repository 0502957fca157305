import type { Expression, InsertedSegment, LiteralValue, MapExpression, PatternSegment } from '../ast.ts';
import { bytesValue, stringValue } from '../scan/string-value.ts';
import type { Token, TokenKind } from '../scan/token.ts';
import { expect, failAtValue } from './expect.ts';
import { parseArguments, type ParseInner, parseList } from './parse-arguments.ts';
import { parsePatternSegment } from './parse-pattern.ts';
import type { TokenStream } from './token-stream.ts';

/** A value without operators; `missing` when none begins here, which is said. */
export function parsePrimary(stream: TokenStream, parseInner: ParseInner): Expression {
  const start = stream.peek();
  const value = literalOf(start);
  if (value !== undefined) {
    stream.next();
    return { kind: 'literal', value, range: stream.rangeFrom(start) };
  }
  switch (start.kind) {
    case 'identifier': return parseNamed(stream, parseInner);
    case '(': return parseParenthesis(stream, parseInner);
    case '[': return parseListLiteral(stream, parseInner);
    case '{': return parseMap(stream, parseInner);
    case '/':
    case 'path-segment': return parsePath(stream, parseInner);
    default:
      failAtValue(stream);
      return { kind: 'missing', range: stream.rangeOf(start) };
  }
}

function literalOf({ kind, text }: Token): LiteralValue | undefined {
  switch (kind) {
    case 'null': return { kind: 'null' };
    case 'true':
    case 'false': return { kind: 'bool', value: kind === 'true' };
    case 'int': return { kind: 'int', value: BigInt(text) };
    case 'float': return { kind: 'float', value: Number(text) };
    case 'string': return { kind: 'string', value: stringValue(text) };
    case 'bytes': return { kind: 'bytes', value: bytesValue(text) };
    default: return undefined;
  }
}

function parseNamed(stream: TokenStream, parseInner: ParseInner): Expression {
  const token = stream.next();
  if (!stream.at('(')) return { kind: 'variable', name: token.text, range: stream.rangeOf(token) };
  const list = parseArguments(stream, parseInner);
  return { kind: 'call', name: { text: token.text, range: stream.rangeOf(token) }, arguments: list, range: stream.rangeFrom(token) };
}

function parseParenthesis(stream: TokenStream, parseInner: ParseInner): Expression {
  stream.next();
  const inner = parseInner(stream);
  if (!stream.lost) expect(stream, ')', 'to close the parenthesis');
  return inner;
}

function parseListLiteral(stream: TokenStream, parseInner: ParseInner): Expression {
  const start = stream.next();
  const items = parseList(stream, ']', parseInner);
  if (!stream.lost) expect(stream, ']', 'to close the list');
  return { kind: 'list', items, range: stream.rangeFrom(start) };
}

function parseMap(stream: TokenStream, parseInner: ParseInner): MapExpression {
  const start = stream.next();
  const entries: { key: Expression; value: Expression }[] = [];
  while (!stream.lost && !stream.at('}')) {
    const key = parseInner(stream);
    if (!stream.lost) expect(stream, ':', 'between key and value');
    if (!stream.lost) entries.push({ key, value: parseInner(stream) });
    if (stream.take(',') === undefined) break;
  }
  if (!stream.lost) expect(stream, '}', 'to close the map');
  return { kind: 'map', entries, range: stream.rangeFrom(start) };
}

function parsePath(stream: TokenStream, parseInner: ParseInner): Expression {
  const start = stream.peek();
  const segments: (PatternSegment | InsertedSegment)[] = [];
  while (!stream.lost && continuesPath(stream, segments.length)) {
    const segment = stream.at('/') && stream.peek(1).kind === '$' ? parseInserted(stream, parseInner) : parsePatternSegment(stream, { inMatch: false });
    if (segment !== undefined) segments.push(segment);
  }
  return { kind: 'path', segments, range: stream.rangeFrom(start) };
}

const dividends: ReadonlySet<TokenKind> = new Set(['identifier', 'null', 'true', 'false', 'int', 'float', 'string', 'unclosed-string', 'bytes', '(', '[', '!', '-', '+', '--', '++']);

/** After the first segment a slash before a value is a division again: `/a / b`; before anything else it is one too many. */
function continuesPath(stream: TokenStream, length: number): boolean {
  if (stream.at('path-segment')) return true;
  return stream.at('/') && (length === 0 || !dividends.has(stream.peek(1).kind));
}

function parseInserted(stream: TokenStream, parseInner: ParseInner): InsertedSegment {
  const start = stream.next();
  stream.next();
  expect(stream, '(', 'after "$" in a path');
  const value = stream.lost ? ({ kind: 'missing', range: stream.rangeOf(start) } as const) : parseInner(stream);
  if (!stream.lost) expect(stream, ')', 'to close "$("');
  return { kind: 'inserted', value, range: stream.rangeFrom(start) };
}
