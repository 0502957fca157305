import type { Allow, Expression, Name } from '../ast.ts';
import { parseExpression } from './parse-expression.ts';
import type { Token } from '../scan/token.ts';
import type { TokenStream } from './token-stream.ts';

/** `allow read, write: if condition;`; the condition and the semicolon may be left out. */
export function parseAllow(stream: TokenStream): Allow {
  const start = stream.next();
  const operations = parseOperations(stream);
  const condition = stream.lost ? undefined : parseCondition(stream);
  stream.take(';');
  return { operations, condition, range: stream.rangeFrom(start) };
}

function parseOperations(stream: TokenStream): readonly Name[] {
  const operations: Name[] = [];
  let comma: Token | undefined;
  do {
    const token = stream.peek();
    const name = stream.take('identifier');
    if (name !== undefined) operations.push({ text: name.text, range: stream.rangeOf(name) });
    else if (comma === undefined) stream.fail('missing-part', token, 'Name at least one operation after "allow", such as get or create.');
    else stream.fail('unexpected-token', comma, 'Expected another operation after this comma.');
    comma = stream.lost ? undefined : stream.take(',');
  } while (comma !== undefined);
  return operations;
}

function parseCondition(stream: TokenStream): Expression | undefined {
  if (stream.at('if')) {
    stream.fail('missing-part', stream.peek(), 'A colon is missing before "if".');
    return undefined;
  }
  if (stream.take(':') === undefined) return undefined;
  if (stream.take('if') === undefined) {
    stream.fail('missing-part', stream.peek(), '"if" is missing before the condition.');
    return undefined;
  }
  return parseExpression(stream);
}
