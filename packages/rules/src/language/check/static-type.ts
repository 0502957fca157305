import type { Expression } from '../ast.ts';
import { isOneOf } from '../names/language-names.ts';

/** A type that a value has whatever the request is; `any` when that depends. */
export type StaticType = 'any' | 'null' | 'bool' | 'int' | 'float' | 'string' | 'bytes' | 'list' | 'map' | 'path';

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', 'in']);
const conversions = ['bool', 'int', 'float', 'string', 'path'] as const;

/** The type of an expression as far as its form alone tells. A function of the file may hide a conversion, so callers give calls only when resolved. */
export function staticTypeOf(expression: Expression): StaticType {
  switch (expression.kind) {
    case 'literal': return expression.value.kind;
    case 'list':
    case 'map':
    case 'path': return expression.kind;
    case 'not':
    case 'and':
    case 'or':
    case 'is': return 'bool';
    case 'binary': return comparisons.has(expression.operator) ? 'bool' : 'any';
    case 'call': return isOneOf(conversions, expression.name.text) ? expression.name.text : 'any';
    default: return 'any';
  }
}
