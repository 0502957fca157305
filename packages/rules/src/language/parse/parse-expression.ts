import type { BinaryOperator, Expression, Logical } from '../ast.ts';
import { parserLimits } from '../limits.ts';
import type { Token } from '../scan/token.ts';
import { expect, expectName, failAt } from './expect.ts';
import { parsePostfix } from './parse-postfix.ts';
import type { TokenStream } from './token-stream.ts';

/** How tight an operator binds, as the official grammar has it. */
const binding: Readonly<Partial<Record<Token['kind'], number>>> = {
  '/': 9, '*': 9, '%': 9, '+': 8, '-': 8, '<': 7, '<=': 7, '>': 7, '>=': 7, '==': 6, '!=': 6, is: 5, in: 4, '&&': 3, '||': 2, '?': 1,
};

export function parseExpression(stream: TokenStream): Expression {
  return nested(stream, () => parseOperators(stream, 1));
}

/** Runs a part of the parser one level deeper; past the limit it refuses, so that no input can exhaust the stack. */
function nested(stream: TokenStream, parse: () => Expression): Expression {
  const token = stream.peek();
  stream.depth += 1;
  const tooDeep = stream.depth > parserLimits.expressionDepth;
  if (tooDeep) stream.fail('nested-too-deep', token, `Expressions nest more than ${parserLimits.expressionDepth} deep here.`);
  const expression: Expression = tooDeep ? { kind: 'missing', range: stream.rangeOf(token) } : parse();
  stream.depth -= 1;
  return expression;
}

function parseOperators(stream: TokenStream, loosest: number): Expression {
  const start = stream.peek();
  let left = parseUnary(stream);
  for (let links = 0; !stream.lost; links += 1) {
    const strength = binding[stream.peek().kind];
    if (strength === undefined || strength < loosest) break;
    const operator = stream.next();
    left = parseRightSide(stream, { start, operator, strength, left });
    if (links > parserLimits.expressionChain) stream.fail('nested-too-deep', operator, `More than ${parserLimits.expressionChain} operators in a row.`);
  }
  return left;
}

interface LeftSide {
  readonly start: Token;
  readonly operator: Token;
  readonly strength: number;
  readonly left: Expression;
}

function parseRightSide(stream: TokenStream, side: LeftSide): Expression {
  const { start, operator, strength, left } = side;
  if (operator.kind === '?') return parseConditional(stream, start, left);
  if (operator.kind === 'is') {
    const type = expectName(stream, 'the name of a type after "is"');
    return { kind: 'is', value: left, type, range: stream.rangeFrom(start) };
  }
  if (operator.kind === '&&' || operator.kind === '||') return parseChain(stream, side);
  const right = nested(stream, () => parseOperators(stream, strength + 1));
  return { kind: 'binary', operator: operator.kind as BinaryOperator, left, right, range: stream.rangeFrom(start) };
}

/** All operands of one operator in one node, however many they are. */
function parseChain(stream: TokenStream, { start, operator, strength, left }: LeftSide): Logical {
  const operands = [left];
  do operands.push(nested(stream, () => parseOperators(stream, strength + 1)));
  while (!stream.lost && operator.kind !== 'end' && stream.take(operator.kind) !== undefined);
  return { kind: operator.kind === '&&' ? 'and' : 'or', operands, range: stream.rangeFrom(start) };
}

function parseConditional(stream: TokenStream, start: Token, condition: Expression): Expression {
  const whenTrue = parseExpression(stream);
  if (!stream.lost) expect(stream, ':', 'between the two values of "?"');
  const whenFalse = nested(stream, () => parseOperators(stream, 1));
  return { kind: 'conditional', condition, whenTrue, whenFalse, range: stream.rangeFrom(start) };
}

function parseUnary(stream: TokenStream): Expression {
  const start = stream.peek();
  if (start.kind === '!') {
    stream.next();
    const operand = nested(stream, () => parseUnary(stream));
    return { kind: 'not', operand, range: stream.rangeFrom(start) };
  }
  if (stream.at('++', '--')) failBehindOperator(stream);
  const negative = stream.take('-') !== undefined;
  const operand = parsePostfix(stream, parseExpression);
  if (stream.at('++', '--')) failBehindOperator(stream);
  if (operand.kind === 'missing' && !stream.lost) failAt(stream, 'a value');
  return negative ? { kind: 'negate', operand, range: stream.rangeFrom(start) } : operand;
}

/** Told behind the operator, as the official parser does. */
function failBehindOperator(stream: TokenStream): void {
  stream.fail('unsupported-operator', stream.peek(1), `The language has no "${stream.peek().text}", which stands before this.`);
}
