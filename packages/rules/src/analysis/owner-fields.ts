import { candidatesFor, covers } from '../evaluation/decide.ts';
import type { Allow, Expression } from '../language/ast.ts';
import type { Names } from '../language/names/names.ts';
import type { Ruleset } from '../language/ruleset.ts';
import { type ProofQuestion, proverOf } from '../proof/prover.ts';
import type { Verdict } from '../proof/verdict.ts';
import { eachAllowAlone, mostOf } from './alone.ts';
import type { Analysis } from './analysis.ts';
import { isCallerUid, resolved } from './authority.ts';
import { fieldRead, reachableFrom } from './reachable.ts';

/** A field that a file compares with the caller's uid: with `==`, or `in` its list. */
interface OwnerField {
  /** `['author', 'id']` of `data.author.id`. */
  readonly path: readonly string[];
  readonly isList: boolean;
}

/** The first such field of a file, so that hints speak its language. */
export function ownerField({ matches, names }: Ruleset): string {
  return ownerFields(matches.flatMap(({ allows }) => allows), names).find(({ isList }) => !isList)?.path.join('.') ?? 'ownerId';
}

/** If the caller may create a document that does not name them: nobody's, or somebody else's. */
export function verdictOnOthers({ prover, ruleset, settings }: Analysis, question: Omit<ProofQuestion, 'goal'>): Verdict {
  const whole = prover.verdict({ ...question, goal: namesNobody(ruleset, question) });
  if (whole.kind !== 'undecided') return whole;
  return mostOf(eachAllowAlone(ruleset, question).map((alone) => proverOf(alone, settings).verdict({ ...question, goal: namesNobody(alone, question) })));
}

/**
 * `namesCallerNowhere` in words that the prover sees into. A rule can tie a document to the caller only by a field that it compares
 * with the uid where it allows the create, so "no field names the caller" says no more than "none of these does".
 */
function namesNobody(ruleset: Ruleset, { target: { service, path } }: Pick<ProofQuestion, 'target'>): string {
  const allows = candidatesFor(ruleset, { service, path }).flatMap(({ flat }) => flat.allows).filter(({ operations }) => covers(operations, 'create'));
  const parts = ownerFields(allows, ruleset.names).map(({ path: names, isList }) => {
    const inner = names.slice(0, -1).map((name) => `.get('${name}', {})`).join('');
    const value = `request.resource.data${inner}.get('${names.at(-1) ?? ''}', ${isList ? '[]' : 'null'})`;
    return isList ? `!(request.auth.uid in ${value})` : `${value} != request.auth.uid`;
  });
  return parts.length === 0 ? 'true' : [...new Set(parts)].join(' && ');
}

function ownerFields(allows: readonly Allow[], names: Names): readonly OwnerField[] {
  return allows.flatMap(({ condition }) => condition ?? []).flatMap((condition) => [...reachableFrom(condition, names)].flatMap((expression) => {
    if (expression.kind !== 'binary' || (expression.operator !== '==' && expression.operator !== 'in')) return [];
    const isList = expression.operator === 'in';
    const sides = isList ? [[expression.left, expression.right]] as const : [[expression.left, expression.right], [expression.right, expression.left]] as const;
    return sides.flatMap(([uid, other]) => {
      const path = isCallerUid(resolved(uid, names), names) ? fieldPath(other, names) : undefined;
      return path === undefined || path.length === 0 || path.some((name) => /['\\]/.test(name)) ? [] : [{ path, isList }];
    });
  }));
}

/** The fields below a document's data, also where a function got the document or its data as a parameter. */
function fieldPath(expression: Expression, names: Names): readonly string[] | undefined {
  const path: string[] = [];
  let at = resolved(expression, names);
  for (let read = fieldRead(at); read !== undefined; read = fieldRead(at)) {
    path.unshift(read.name);
    at = resolved(read.object, names);
  }
  if (at.kind !== 'variable') return undefined;
  if (at.name === 'request' && path[0] !== 'resource') return undefined;
  const below = at.name === 'request' ? path.slice(1) : path;
  return below[0] === 'data' ? below.slice(1) : below;
}
