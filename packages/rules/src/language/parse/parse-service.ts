import type { FunctionDeclaration, Match, Name, Service } from '../ast.ts';
import type { TokenKind } from '../scan/token.ts';
import { expect, failAt } from './expect.ts';
import { parseFunction } from './parse-function.ts';
import { parseMatch } from './parse-match.ts';
import { skipTo, statements } from './recover.ts';
import type { TokenStream } from './token-stream.ts';

const starters: ReadonlySet<TokenKind> = new Set(['function', 'match', 'service']);
const openers: ReadonlySet<TokenKind> = new Set(['{', 'service', 'match']);

/** `service cloud.firestore { … }`. */
export function parseService(stream: TokenStream): Service {
  const start = stream.next();
  const name = parseServiceName(stream);
  if (stream.lost) skipTo(stream, openers);
  expect(stream, '{', 'to open the service');
  const functions: FunctionDeclaration[] = [];
  const matches: Match[] = [];
  if (stream.at('}')) stream.fail('empty-body', stream.peek(), 'A service holds at least one match or function.');
  statements(stream, starters, () => parseStatement(stream, functions, matches));
  expect(stream, '}', 'to close the service');
  return { name, functions, matches, range: stream.rangeFrom(start) };
}

function parseServiceName(stream: TokenStream): Name {
  const token = stream.peek();
  if (token.kind === 'keyword-as-service') stream.fail('unexpected-token', token, `"${token.text}" is a keyword, not the name of a service.`);
  else if (token.kind !== 'service-name') failAt(stream, 'the name of the service');
  if (token.kind === 'keyword-as-service' || token.kind === 'service-name') stream.next();
  return { text: token.text, range: stream.rangeOf(token) };
}

function parseStatement(stream: TokenStream, functions: FunctionDeclaration[], matches: Match[]): void {
  if (stream.at('function')) functions.push(parseFunction(stream));
  else if (stream.at('match', '/', 'path-segment')) matches.push(parseMatch(stream));
  else failAt(stream, 'match or function');
}
