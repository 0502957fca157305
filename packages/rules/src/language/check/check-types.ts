import type { Binary, Expression, FunctionDeclaration, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import type { Names } from '../names/names.ts';
import { allExpressions, conditionsOf } from './functions-of.ts';
import { type StaticType, staticTypeOf } from './static-type.ts';

/** What the form of an expression alone shows to fail for every request. */
export function checkTypes(file: RulesFile, names: Names): readonly Diagnostic[] {
  const typeOf = typesIn(names);
  return [...conditionsOf(file).flatMap((condition) => boolean(condition, typeOf)), ...[...allExpressions(file)].flatMap((each) => operands(each, typeOf))];
}

type TypeOf = (expression: Expression) => StaticType;

/** A function of the file has the type of what it returns. */
function typesIn(names: Names): TypeOf {
  const known = new Map<FunctionDeclaration, StaticType>();
  const typeOf: TypeOf = (expression) => {
    const callee = expression.kind === 'call' ? names.calls.get(expression) : undefined;
    if (callee?.kind === 'undefined') return 'any';
    return callee?.kind === 'declared' ? ofFunction(callee.declaration) : staticTypeOf(expression);
  };
  const ofFunction = (declaration: FunctionDeclaration): StaticType => {
    // Stands while the function is looked at, so that one that calls itself ends.
    if (!known.has(declaration)) known.set(declaration, 'any').set(declaration, typeOf(declaration.result));
    return known.get(declaration) ?? 'any';
  };
  return typeOf;
}

function operands(expression: Expression, typeOf: TypeOf): readonly Diagnostic[] {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.operands.flatMap((operand) => boolean(operand, typeOf));
  if (expression.kind === 'not') return boolean(expression.operand, typeOf);
  return expression.kind === 'binary' ? binary(expression, typeOf) : [];
}

function boolean(expression: Expression, typeOf: TypeOf): readonly Diagnostic[] {
  const type = typeOf(expression);
  if (type === 'any' || type === 'bool') return [];
  return [diagnostic('condition-not-boolean', expression.range, `This is always of type ${type}, where true or false is needed.`)];
}

const numeric: ReadonlySet<StaticType> = new Set(['int', 'float']);
const ordered: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);
const arithmetic: ReadonlySet<string> = new Set(['-', '*', '/', '%']);
const never: ReadonlySet<StaticType> = new Set(['null', 'bool', 'list', 'map', 'path']);

function binary({ operator, left, right, range }: Binary, typeOf: TypeOf): readonly Diagnostic[] {
  const [a, b] = [typeOf(left), typeOf(right)];
  if (!fails(operator, a, b)) return [];
  return [diagnostic('operand-type', range, `"${operator}" never works between ${inWords(a)} and ${inWords(b)}.`)];
}

function fails(operator: string, a: StaticType, b: StaticType): boolean {
  const isOrdered = ordered.has(operator);
  const isArithmetic = arithmetic.has(operator) || operator === '+';
  if (!isOrdered && !isArithmetic) return operator === 'in' && (numeric.has(b) || b === 'null' || b === 'bool');
  if (never.has(a) || never.has(b)) return true;
  if (arithmetic.has(operator) && (a === 'string' || b === 'string')) return true;
  return a !== 'any' && b !== 'any' && a !== b && !(numeric.has(a) && numeric.has(b));
}

function inWords(type: StaticType): string {
  return type === 'any' ? 'a value' : type;
}
