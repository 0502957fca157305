import type { Expression, FunctionDeclaration, LetBinding, Name } from '../ast.ts';
import type { TokenKind } from '../scan/token.ts';
import { expect, expectName, failAt } from './expect.ts';
import { parseExpression } from './parse-expression.ts';
import { skipTo } from './recover.ts';
import type { TokenStream } from './token-stream.ts';

const followers: ReadonlySet<TokenKind> = new Set(['allow', 'function', 'match', 'service']);
const openers: ReadonlySet<TokenKind> = new Set(['{', ...followers]);

/** `function name(a, b) { let c = …; return …; }`. */
export function parseFunction(stream: TokenStream): FunctionDeclaration {
  const start = stream.next();
  const name = expectName(stream, 'the name of the function');
  const parameters = parseParameters(stream);
  if (stream.lost) skipTo(stream, openers);
  const opened = stream.lost ? undefined : expect(stream, '{', 'to open the function');
  const { lets, result } = parseBody(stream);
  if (opened !== undefined) close(stream);
  return { name, parameters, lets, result, range: stream.rangeFrom(start) };
}

/** The brace that closes the function; after an error, whatever stands in front of it is passed over. */
function close(stream: TokenStream): void {
  if (!stream.lost) expect(stream, '}', 'to close the function');
  if (!stream.lost) return;
  skipTo(stream, followers);
  stream.take('}');
}

function parseParameters(stream: TokenStream): readonly Name[] {
  const names: Name[] = [];
  if (stream.lost || expect(stream, '(', 'with the parameters') === undefined) return names;
  if (stream.at('identifier')) {
    do names.push(expectName(stream, 'the name of a parameter'));
    while (!stream.lost && stream.take(',') !== undefined);
  }
  if (!stream.lost) expect(stream, ')', 'to close the parameters');
  return names;
}

function parseBody(stream: TokenStream): { readonly lets: readonly LetBinding[]; readonly result: Expression } {
  const lets: LetBinding[] = [];
  if (stream.at('}') && !stream.lost) stream.fail('empty-body', stream.peek(), 'A function returns a value: write "return …;" before the brace.');
  while (stream.at('let') && !stream.lost) lets.push(parseLet(stream));
  if (stream.lost) return { lets, result: missing(stream) };
  if (stream.take('return') === undefined) {
    failAt(stream, '"let" or "return"');
    return { lets, result: missing(stream) };
  }
  const result = parseExpression(stream);
  stream.take(';');
  if (!stream.at('}', 'end')) stream.fail('unexpected-token', stream.peek(), `The returned value ends before "${stream.peek().text.slice(0, 40)}", and a function holds nothing after its return.`);
  return { lets, result };
}

function parseLet(stream: TokenStream): LetBinding {
  const start = stream.next();
  const name = expectName(stream, 'the name of the variable');
  if (!stream.lost) expect(stream, '=', 'and the value');
  const value = stream.lost ? missing(stream) : parseExpression(stream);
  if (!stream.lost) expect(stream, ';', 'after the value');
  return { name, value, range: stream.rangeFrom(start) };
}

function missing(stream: TokenStream): Expression {
  return { kind: 'missing', range: stream.rangeOf(stream.peek()) };
}
