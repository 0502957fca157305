import type { Expression, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import { isOneOf, operationNames, serviceNames, typeNames } from '../names/language-names.ts';
import { matchesOf } from '../walk.ts';
import { allExpressions } from './functions-of.ts';
import { knownMethods } from './known-methods.ts';

/** Words that the grammar takes as any name, and the language knows a list of. */
export function checkWords(file: RulesFile): readonly Diagnostic[] {
  const services = file.services.filter(({ name }) => !isOneOf(serviceNames, name.text))
    .map(({ name }) => diagnostic('unknown-service', name.range, `"${name.text.slice(0, 80)}" is no service that has rules.`));
  const operations = [...matchesOf(file)].flatMap(({ chain }) => chain.at(-1)?.allows ?? []).flatMap((allow) => allow.operations)
    .filter(({ text }) => !isOneOf(operationNames, text))
    .map(({ text, range }) => diagnostic('unknown-operation', range, `"${text.slice(0, 80)}" is no operation.`));
  return [...services, ...operations, ...[...allExpressions(file)].flatMap(checkExpression)];
}

function checkExpression(expression: Expression): readonly Diagnostic[] {
  if (expression.kind === 'is' && !isOneOf(typeNames, expression.type.text)) {
    return [diagnostic('unknown-type-name', expression.type.range, `"${expression.type.text.slice(0, 80)}" is no type.`)];
  }
  if (expression.kind === 'method' && !knownMethods.has(expression.name.text)) {
    return [diagnostic('unknown-method', expression.name.range, `No type has a method "${expression.name.text.slice(0, 80)}".`)];
  }
  return [];
}
