import type { Expression, FunctionDeclaration, LetBinding, Name } from '../ast.ts';
import { expect, expectName, failAt } from './expect.ts';
import { parseExpression } from './parse-expression.ts';
import type { TokenStream } from './token-stream.ts';

/** `function name(a, b) { let c = …; return …; }`. */
export function parseFunction(stream: TokenStream): FunctionDeclaration {
  const start = stream.next();
  const name = expectName(stream, 'the name of the function');
  const parameters = parseParameters(stream);
  if (!stream.lost) expect(stream, '{', 'to open the function');
  const { lets, result } = parseBody(stream);
  if (!stream.lost) expect(stream, '}', 'to close the function');
  return { name, parameters, lets, result, range: stream.rangeFrom(start) };
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
  const start = stream.peek();
  if (stream.lost) return { lets, result: missing(stream) };
  if (stream.take('return') === undefined) {
    failAt(stream, '"let" or "return"');
    return { lets, result: missing(stream) };
  }
  const result = parseExpression(stream);
  if (!stream.at(';', '}') && !stream.lost) stream.fail('unexpected-token', stream.peek(), `The value that begins on line ${stream.lines.at(start.start).line} ends here, and a function holds nothing after its return.`);
  stream.take(';');
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
