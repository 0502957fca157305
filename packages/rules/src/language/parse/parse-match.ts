import type { Allow, FunctionDeclaration, Match, PatternSegment } from '../ast.ts';
import { parserLimits } from '../limits.ts';
import type { TokenKind } from '../scan/token.ts';
import { expect, failAt } from './expect.ts';
import { parseAllow } from './parse-allow.ts';
import { parseFunction } from './parse-function.ts';
import { parsePattern } from './parse-pattern.ts';
import { statements } from './recover.ts';
import type { TokenStream } from './token-stream.ts';

const starters: ReadonlySet<TokenKind> = new Set(['function', 'match', 'allow', 'service']);

interface Body {
  readonly allows: Allow[];
  readonly functions: FunctionDeclaration[];
  readonly matches: Match[];
}

/** `match /users/{user} { … }`. */
export function parseMatch(stream: TokenStream): Match {
  const start = stream.peek();
  if (stream.take('match') === undefined) stream.fail('missing-part', start, '"match" is missing before this path.');
  const path = parsePattern(stream);
  const body: Body = { allows: [], functions: [], matches: [] };
  stream.depth += 1;
  if (stream.depth > parserLimits.matchDepth) stream.fail('nested-too-deep', start, 'Match blocks nest too deep to be judged.');
  else if (opens(stream, path)) parseBody(stream, body);
  stream.depth -= 1;
  return { path, ...body, range: stream.rangeFrom(start) };
}

function opens(stream: TokenStream, path: readonly PatternSegment[]): boolean {
  if (path.length === 0 && !stream.lost) failAt(stream, 'a path such as /users/{user}');
  return !stream.lost && expect(stream, '{', 'to open the match') !== undefined;
}

function parseBody(stream: TokenStream, body: Body): void {
  if (stream.at('}')) stream.fail('empty-body', stream.peek(), 'A match holds at least one allow, match or function.');
  statements(stream, starters, () => parseStatement(stream, body));
  expect(stream, '}', 'to close the match');
}

function parseStatement(stream: TokenStream, body: Body): void {
  if (stream.at('allow')) body.allows.push(parseAllow(stream));
  else if (stream.at('function')) body.functions.push(parseFunction(stream));
  else if (stream.at('match', '/', 'path-segment')) body.matches.push(parseMatch(stream));
  else failAt(stream, 'allow, match or function');
}
