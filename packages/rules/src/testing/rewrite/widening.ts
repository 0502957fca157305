import type { Allow, Binary, Expression } from '../../language/ast.ts';
import { allExpressions } from '../../language/check/functions-of.ts';
import type { Ruleset } from '../../language/ruleset.ts';
import { matchesOf } from '../../language/walk.ts';
import { type Edit, edited, textOf } from './edit.ts';

/** A change of one place that may let more through, as a careless edit does. */
export interface Mutant {
  readonly change: MutantKind;
  /** Of the place, from 1. */
  readonly line: number;
  readonly source: string;
}

export type MutantKind = 'conjunct dropped' | 'comparison flipped' | 'negation dropped' | 'key added to hasOnly' | 'key removed from hasAll' | 'condition dropped' | 'operation widened' | 'wildcard widened' | 'version line changed';

/** Every mutant of a ruleset. Not all of them really allow more: that is for a request to show. */
export function mutantsOf(ruleset: Ruleset): readonly Mutant[] {
  const { source, file } = ruleset;
  const mutant = (change: MutantKind) => (edit: Edit): Mutant => ({ change, line: edit.range.start.line, source: edited(source, [edit]) });
  const expressions = [...allExpressions(file)];
  const allows = [...matchesOf(file)].flatMap(({ chain }) => chain.at(-1)?.allows ?? []);
  return [
    ...expressions.flatMap(droppedConjuncts).map(mutant('conjunct dropped')),
    ...expressions.flatMap((each) => flipped(each, source)).map(mutant('comparison flipped')),
    ...expressions.flatMap((each) => (each.kind === 'not' ? [{ range: each.range, put: `(${textOf(source, each.operand.range)})` }] : [])).map(mutant('negation dropped')),
    ...expressions.flatMap((each) => addedKey(each, source)).map(mutant('key added to hasOnly')),
    ...expressions.flatMap(removedKeys).map(mutant('key removed from hasAll')),
    ...allows.flatMap((allow) => droppedCondition(allow, source)).map(mutant('condition dropped')),
    ...allows.flatMap(widenedOperations).map(mutant('operation widened')),
    ...[...matchesOf(file)].flatMap(({ chain }) => widenedWildcard(chain.at(-1)?.path.at(-1))).map(mutant('wildcard widened')),
    ...otherVersion(ruleset),
  ].filter((each) => each.source !== source);
}

function droppedConjuncts(expression: Expression): readonly Edit[] {
  return expression.kind === 'and' ? expression.operands.map(({ range }) => ({ range, put: 'true' })) : [];
}

const opposite: Readonly<Partial<Record<Binary['operator'], string>>> = { '==': '!=', '!=': '==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function flipped(expression: Expression, source: string): readonly Edit[] {
  const other = expression.kind === 'binary' ? opposite[expression.operator] : undefined;
  if (expression.kind !== 'binary' || other === undefined) return [];
  // The right side begins behind the operator and, where there are any, behind the parentheses around it.
  const between = source.slice(expression.left.range.end.offset, expression.right.range.start.offset);
  const put = `${textOf(source, expression.left.range)}${between.replace(expression.operator, other)}${textOf(source, expression.right.range)}`;
  return [{ range: { start: expression.left.range.start, end: expression.right.range.end }, put }];
}

function addedKey(expression: Expression, source: string): readonly Edit[] {
  if (expression.kind !== 'method' || expression.name.text !== 'hasOnly') return [];
  const [keys] = expression.arguments;
  if (keys?.kind !== 'list') return [];
  const written = keys.items.map(({ range }) => textOf(source, range));
  return [{ range: keys.range, put: `[${[...written, "'one_more_key'"].join(', ')}]` }];
}

function removedKeys(expression: Expression): readonly Edit[] {
  if (expression.kind !== 'method' || expression.name.text !== 'hasAll') return [];
  const [keys] = expression.arguments;
  return keys?.kind === 'list' && keys.items.length > 0 ? [{ range: keys.range, put: '[]' }] : [];
}

function droppedCondition({ condition, operations, range }: Allow, source: string): readonly Edit[] {
  return condition === undefined ? [] : [{ range, put: `allow ${operations.map((name) => textOf(source, name.range)).join(', ')};` }];
}

const wider: Readonly<Record<string, string>> = { get: 'read', list: 'read', create: 'write', update: 'write', delete: 'write' };

function widenedOperations({ operations }: Allow): readonly Edit[] {
  return operations.flatMap(({ text, range }) => (wider[text] === undefined ? [] : [{ range, put: wider[text] }]));
}

function widenedWildcard(segment: { readonly kind: string; readonly name?: { readonly text: string }; readonly range: Edit['range'] } | undefined): readonly Edit[] {
  return segment?.kind === 'capture' && segment.name !== undefined ? [{ range: segment.range, put: `{${segment.name.text}=**}` }] : [];
}

function otherVersion({ source, file }: Ruleset): readonly Mutant[] {
  const line = /rules_version\s*=\s*['"]2['"]\s*;?/;
  return [{ change: 'version line changed', line: 1, source: file.version === '2' ? source.replace(line, '') : `rules_version = '2';\n${source}` }];
}
