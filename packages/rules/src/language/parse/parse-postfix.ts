import type { Expression, Name } from '../ast.ts';
import { parserLimits } from '../limits.ts';
import { keywords, type Token } from '../scan/token.ts';
import { expect, failAt } from './expect.ts';
import { parseArguments, type ParseInner } from './parse-arguments.ts';
import { parsePrimary } from './parse-primary.ts';
import type { TokenStream } from './token-stream.ts';

/** Keywords may be fields (`data.match`), but not methods; `rules_version` may be neither. */
const fieldNames: ReadonlySet<string> = new Set(keywords.filter((word) => word !== 'rules_version'));

/** A value and what hangs on it: `.name`, `.name(…)`, `[at]`, `[from:to]`. */
export function parsePostfix(stream: TokenStream, parseInner: ParseInner): Expression {
  const start = stream.peek();
  let value = parsePrimary(stream, parseInner);
  for (let links = 0; !stream.lost && stream.at('.', '['); links += 1) {
    value = stream.at('.') ? parseMember(stream, start, { value, parseInner }) : parseLookup(stream, start, { value, parseInner });
    if (links > parserLimits.expressionChain) stream.fail('nested-too-deep', start, `More than ${parserLimits.expressionChain} fields in a row.`);
  }
  return value;
}

interface On {
  readonly value: Expression;
  readonly parseInner: ParseInner;
}

function parseMember(stream: TokenStream, start: Token, { value, parseInner }: On): Expression {
  stream.next();
  const token = stream.peek();
  const isField = token.kind === 'identifier' || fieldNames.has(token.kind);
  if (!isField) failAt(stream, 'the name of a field after the dot');
  else stream.next();
  const name: Name = { text: isField ? token.text : '', range: stream.rangeOf(token) };
  if (token.kind !== 'identifier' || !stream.at('(')) return { kind: 'member', object: value, name, range: stream.rangeFrom(start) };
  const list = parseArguments(stream, parseInner);
  return { kind: 'method', object: value, name, arguments: list, range: stream.rangeFrom(start) };
}

function parseLookup(stream: TokenStream, start: Token, { value, parseInner }: On): Expression {
  stream.next();
  const from = stream.at(':') ? undefined : parseInner(stream);
  const isSlice = !stream.lost && stream.take(':') !== undefined;
  const to = isSlice && !stream.at(']') ? parseInner(stream) : undefined;
  if (!stream.lost) expect(stream, ']', 'to close the look-up');
  const range = stream.rangeFrom(start);
  if (from !== undefined && !isSlice) return { kind: 'index', object: value, at: from, range };
  return { kind: 'slice', object: value, from, to, range };
}
