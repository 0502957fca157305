import type { PatternSegment } from '../ast.ts';
import { expect, expectName, failAt } from './expect.ts';
import { slipComesFirst } from './path-slip.ts';
import type { TokenStream } from './token-stream.ts';

/** `/users/{user}/{rest=**}` as far as it goes; empty when none begins here. */
export function parsePattern(stream: TokenStream): readonly PatternSegment[] {
  const segments: PatternSegment[] = [];
  while (stream.at('/', 'path-segment') && !stream.lost) {
    const segment = parsePatternSegment(stream, { inMatch: true });
    if (segment !== undefined) segments.push(segment);
  }
  return segments;
}

/** One segment of a match's path, or of a path in an expression; nothing when the slash stands alone, which is said unless more is wrong. */
export function parsePatternSegment(stream: TokenStream, { inMatch }: { readonly inMatch: boolean }): PatternSegment | undefined {
  const start = stream.next();
  const range = stream.rangeOf(start);
  if (start.kind === 'path-segment') return { kind: 'literal', text: start.text.slice(1), range };
  if (!beginsCapture(stream, inMatch)) {
    if (!inMatch || slipComesFirst(stream, 0)) stream.fail('unexpected-token', start, 'A name or a {wildcard} is missing after this slash.');
    return undefined;
  }
  return parseCapture(stream);
}

function parseCapture(stream: TokenStream): PatternSegment {
  const start = stream.next();
  const name = expectName(stream, 'the name of the wildcard');
  const stars = stream.take('=') === undefined ? undefined : stream.next();
  if (stars !== undefined && stars.kind !== '*' && stars.kind !== '**') stream.fail('unexpected-token', stars, 'Expected * or ** after "=".');
  expect(stream, '}', 'to close the wildcard');
  const range = stream.rangeFrom(start);
  if (stream.at('}') && !stream.lost) passSecondBrace(stream);
  return { kind: stars?.kind === '**' ? 'glob' : 'capture', name, range };
}

/** `{name}}`: the brace is told and passed over, so that it does not seem to close a block. */
function passSecondBrace(stream: TokenStream): void {
  if (slipComesFirst(stream, 1)) failAt(stream, 'the next segment or "{"');
  stream.next();
  stream.found();
}

/** The brace of a wildcard, not one that opens a block: nothing in a block begins with a name. In an expression it may also open a map. */
function beginsCapture(stream: TokenStream, inMatch: boolean): boolean {
  const names = stream.at('{') && (stream.peek(1).kind === 'identifier' || stream.peek(1).kind === 'end');
  return names && (inMatch || ['}', '='].includes(stream.peek(2).kind));
}
