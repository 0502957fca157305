import type { Name } from '../ast.ts';
import type { Token, TokenKind } from '../scan/token.ts';
import type { TokenStream } from './token-stream.ts';

/** Takes a token of this kind, or says what stands in its place. */
export function expect(stream: TokenStream, kind: TokenKind, where: string): Token | undefined {
  const token = stream.take(kind);
  if (token === undefined) failAt(stream, `"${kind}" ${where}`);
  return token;
}

/** Takes a name, or says what stands in its place and answers with an empty one. */
export function expectName(stream: TokenStream, what: string): Name {
  const token = stream.take('identifier');
  if (token === undefined) failAt(stream, what);
  return { text: token?.text ?? '', range: stream.rangeOf(token ?? stream.peek()) };
}

/** Says that something else was expected at the next token. */
export function failAt(stream: TokenStream, expected: string): void {
  const token = stream.peek();
  if (token.kind === 'unclosed-string') stream.fail('unclosed-string', token, 'This string is not closed.');
  else stream.fail('unexpected-token', token, `Expected ${expected}, found ${inWords(token)}.`);
}

/** Says that a value was expected. Where a string stands that its line ended, this is told behind it, as the official parser does. */
export function failAtValue(stream: TokenStream): void {
  const token = stream.peek();
  if (token.kind !== 'unclosed-string') failAt(stream, 'a value');
  else stream.fail('unclosed-string', stream.peek(1), `The string that begins on line ${stream.rangeOf(token).start.line} is not closed.`);
}

function inWords(token: Token): string {
  return token.kind === 'end' ? 'the end of the file' : `"${token.text.slice(0, 40)}"`;
}
