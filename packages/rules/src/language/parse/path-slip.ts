import type { TokenKind } from '../scan/token.ts';
import type { TokenStream } from './token-stream.ts';

const bodyStarters: ReadonlySet<TokenKind> = new Set(['allow', 'function', 'match', '/', 'path-segment', '}']);

/**
 * If a slash or brace too many in the path of a match is the first thing wrong with it: the official parser tells of one only when the
 * rest of the path, its brace and what follows that fit.
 * @param ahead how many tokens on the path goes on
 */
export function slipComesFirst(stream: TokenStream, ahead: number): boolean {
  const brace = ahead + pathLength(stream, ahead);
  return stream.peek(brace).kind === '{' && bodyStarters.has(stream.peek(brace + 1).kind);
}

/** How many tokens belong to a path with slips in it. */
function pathLength(stream: TokenStream, from: number): number {
  let length = 0;
  for (let more = segmentLength(stream, from); more > 0; more = segmentLength(stream, from + length)) length += more;
  return length;
}

function segmentLength(stream: TokenStream, at: number): number {
  const kind = (ahead: number) => stream.peek(at + ahead).kind;
  if (kind(0) === 'path-segment') return 1;
  if (kind(0) !== '/') return 0;
  if (kind(1) !== '{' || kind(2) !== 'identifier') return 1;
  const close = kind(3) === '=' ? 5 : 3;
  if (kind(close) !== '}') return 1;
  return kind(close + 1) === '}' ? close + 2 : close + 1;
}
