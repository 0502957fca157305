import type { Allow } from '../language/ast.ts';
import type { Names } from '../language/names/names.ts';
import type { Ruleset } from '../language/ruleset.ts';
import { withinExpression } from '../language/walk.ts';
import { reachableFrom } from './reachable.ts';

/** The allow that begins on a line. */
export function allowOf({ matches }: Ruleset, line: number): Allow | undefined {
  return matches.flatMap(({ allows }) => allows).find(({ range }) => range.start.line === line);
}

/** If nothing about the request or the data is asked, but at most its time. */
export function asksNothing({ condition }: Allow, names: Names): boolean {
  if (condition === undefined) return true;
  const all = [...reachableFrom(condition, names)];
  const times = all.flatMap((each) => (each.kind === 'member' && each.name.text === 'time' ? [...withinExpression(each.object)] : []));
  return all.every((each) => each.kind !== 'variable' || times.includes(each) || names.variables.get(each)?.kind === 'namespace');
}
