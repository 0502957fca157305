import type { Member, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import type { Names } from '../names/names.ts';
import { allExpressions } from './functions-of.ts';

/**
 * What can follow `request.` and `request.auth.`. `params` is of Storage, `writeFields` is out of use; both are no mistakes of today.
 * @see https://firebase.google.com/docs/reference/rules/rules.firestore.Request
 */
const ofRequest: ReadonlySet<string> = new Set(['auth', 'method', 'params', 'path', 'query', 'resource', 'time', 'writeFields']);
const ofAuth: ReadonlySet<string> = new Set(['token', 'uid']);

/** Fields that no request has, such as `request.user` or `request.auth.email`. */
export function checkRequestFields(file: RulesFile, names: Names): readonly Diagnostic[] {
  return [...allExpressions(file)].flatMap((expression) => {
    const known = expression.kind === 'member' ? fieldsKnown(expression, names) : undefined;
    if (expression.kind !== 'member' || known === undefined || known.has(expression.name.text)) return [];
    return [diagnostic('unknown-request-field', expression.name.range, `"${expression.name.text.slice(0, 80)}" is no field there; there are ${[...known].join(', ')}.`)];
  });
}

function fieldsKnown({ object }: Member, names: Names): ReadonlySet<string> | undefined {
  if (object.kind === 'variable') return names.variables.get(object)?.kind === 'request' ? ofRequest : undefined;
  const isAuth = object.kind === 'member' && object.name.text === 'auth' && object.object.kind === 'variable' && names.variables.get(object.object)?.kind === 'request';
  return isAuth ? ofAuth : undefined;
}
