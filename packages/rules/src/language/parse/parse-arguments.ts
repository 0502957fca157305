import type { Expression } from '../ast.ts';
import { expect } from './expect.ts';
import type { TokenStream } from './token-stream.ts';

/** Parses a whole expression; handed down, so that the parts of the parser need not know one another in a circle. */
export type ParseInner = (stream: TokenStream) => Expression;

/** `(a, b)`; a comma may follow the last one. */
export function parseArguments(stream: TokenStream, parseInner: ParseInner): readonly Expression[] {
  stream.next();
  const list = parseList(stream, ')', parseInner);
  if (!stream.lost) expect(stream, ')', 'to close the arguments');
  return list;
}

export function parseList(stream: TokenStream, close: ')' | ']', parseInner: ParseInner): readonly Expression[] {
  const items: Expression[] = [];
  while (!stream.lost && !stream.at(close)) {
    items.push(parseInner(stream));
    if (stream.take(',') === undefined) break;
  }
  return items;
}
