import type { Expression, FunctionCall, LetBinding, Name } from '../language/ast.ts';
import type { Condition } from '../proof/search/question.ts';
import type { Names } from '../language/names/names.ts';
import { childrenOf } from '../language/walk.ts';

/** Meanings longer than this are not compared as text; the search tells them apart. */
const maxChars = 20_000;

type Bound = ReadonlyMap<Name | LetBinding, string>;

/**
 * A condition with its functions written out: equal texts mean equal conditions on the same paths. Different texts may still
 * mean the same. `undefined`: too long to say.
 */
export function meaningOf({ ruleset: { names, file }, flat, allow }: Condition): string | undefined {
  const pattern = flat.path.map((segment) => (segment.kind === 'literal' ? segment.text : segment.kind)).join('/');
  const captures = flat.path.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment]));
  const hasGlob = captures.some(({ kind }) => kind === 'glob');
  const writer: Writer = { names, captureNames: new Map(captures.map((segment, at) => [segment, `{${at}}`])), left: maxChars };
  const text = allow.condition === undefined ? 'true' : written(allow.condition, writer, new Map());
  return writer.left < 0 ? undefined : `${pattern}${hasGlob ? ` version ${file.version}` : ''}: ${text}`;
}

const time = 'member time(request)';
/** What is made of the caller's uid or of the time, which are tried out, and not supposed to be anything as all else is. */
const openParts = /(?:method \w+|slice \S*)\((?:hashing, )?member (?:time\(request\)|uid\(member auth\(request\)\))[^()]*\)*[^()]*/g;

export function asksTheTime(condition: Condition): boolean {
  return meaningOf(condition)?.includes(time) ?? true;
}

/** If the first make something of them that the others do not: that no example was found says little then. */
export function hasNewOpenParts(conditions: readonly Condition[], others: readonly Condition[]): boolean {
  const known = new Set(others.flatMap(openPartsOf));
  return conditions.some((condition) => openPartsOf(condition).some((part) => !known.has(part)));
}

function openPartsOf(condition: Condition): readonly string[] {
  return meaningOf(condition)?.match(openParts) ?? [];
}

interface Writer {
  readonly names: Names;
  readonly captureNames: ReadonlyMap<unknown, string>;
  left: number;
}

function written(expression: Expression, writer: Writer, bound: Bound): string {
  if (writer.left < 0) return '';
  const text = writtenOut(expression, writer, bound);
  writer.left -= text.length;
  return text;
}

function writtenOut(expression: Expression, writer: Writer, bound: Bound): string {
  switch (expression.kind) {
    case 'literal': return `${expression.value.kind} ${'value' in expression.value ? JSON.stringify(String(expression.value.value)) : ''}`;
    case 'variable': return variable(expression, writer, bound);
    case 'call': return call(expression, writer, bound);
    // Either order is the same: an error on one side is absorbed by what decides on the other.
    case 'and':
    case 'or': return `${expression.kind}(${[...new Set(expression.operands.map((operand) => written(operand, writer, bound)))].toSorted().join(', ')})`;
    case 'list': return `list(${expression.items.map((item) => written(item, writer, bound)).join(', ')})`;
    case 'method':
    case 'binary': {
      const parts = childrenOf(expression).map((child) => (child.kind === 'list' && isUnordered(expression) ? `list(${child.items.map((item) => written(item, writer, bound)).toSorted().join(', ')})` : written(child, writer, bound)));
      return `${expression.kind} ${partsOf(expression)}(${parts.join(', ')})`;
    }
    default: return `${expression.kind} ${partsOf(expression)}(${childrenOf(expression).map((child) => written(child, writer, bound)).join(', ')})`;
  }
}

/** If the order of a list in it says nothing. */
function isUnordered(expression: Extract<Expression, { kind: 'method' | 'binary' }>): boolean {
  return expression.kind === 'binary' ? expression.operator === 'in' : ['hasAll', 'hasAny', 'hasOnly'].includes(expression.name.text);
}

function variable(expression: Extract<Expression, { kind: 'variable' }>, writer: Writer, bound: Bound): string {
  const binding = writer.names.variables.get(expression);
  switch (binding?.kind) {
    case 'capture': return writer.captureNames.get(binding.segment) ?? expression.name;
    case 'parameter': return bound.get(binding.parameter) ?? expression.name;
    case 'let': return bound.get(binding.binding) ?? expression.name;
    default: return expression.name;
  }
}

/** A function of the file as its body, with the meanings of its arguments in place. */
function call(expression: FunctionCall, writer: Writer, bound: Bound): string {
  const callee = writer.names.calls.get(expression);
  const given = expression.arguments.map((argument) => written(argument, writer, bound));
  if (callee?.kind !== 'declared') return `${expression.name.text}(${given.join(', ')})`;
  const inside = new Map<Name | LetBinding, string>(callee.declaration.parameters.map((parameter, at) => [parameter, given[at] ?? '']));
  for (const binding of callee.declaration.lets) inside.set(binding, written(binding.value, writer, inside));
  return written(callee.declaration.result, writer, inside);
}

/** What an expression has besides the expressions in it. */
function partsOf(expression: Expression): string {
  switch (expression.kind) {
    case 'member':
    case 'method': return expression.name.text;
    case 'binary': return expression.operator;
    case 'is': return expression.type.text;
    case 'slice': return `${expression.from === undefined ? '' : 'from'}:${expression.to === undefined ? '' : 'to'}`;
    case 'path': return expression.segments.map((segment) => (segment.kind === 'literal' ? segment.text : segment.kind === 'inserted' ? '$' : `{${segment.name.text}}`)).join('/');
    default: return '';
  }
}
