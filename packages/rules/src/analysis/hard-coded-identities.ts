import type { Expression } from '../language/ast.ts';
import { withinExpression } from '../language/walk.ts';
import { reachableFrom } from './reachable.ts';
import type { Evidence, Found } from './rules-check.ts';

/** Each line that compares the caller's uid or address with a literal, once, however many allows lead to it. */
export function hardCodedIdentities({ ruleset, rows }: Evidence): readonly Found[] {
  const found = rows.flatMap(({ target: { flat }, path }) => flat.allows.flatMap(({ condition }) => (condition === undefined ? [] : [...reachableFrom(condition, ruleset.names)])
    .flatMap((expression) => {
      const claim = comparedClaim(expression);
      return claim === undefined ? [] : [{ claim, path, line: expression.range.start.line }];
    })));
  const lines = new Map(found.toReversed().map((each) => [each.line, each]));
  return [...lines.values()].toSorted((a, b) => a.line - b.line).map(({ claim, path, line }) => ({
    topic: claim, severity: 'low', path, operation: undefined, principal: undefined, line,
    sentence: `Line ${line} compares the caller's ${claim} with one that is written there.`, witness: undefined, steps: [],
    fix: `Line ${line}: ask for a custom claim, such as request.auth.token.admin == true, and set it with the Admin SDK.`,
  }));
}

function comparedClaim(expression: Expression): 'uid' | 'address' | undefined {
  if (expression.kind !== 'binary' || (expression.operator !== '==' && expression.operator !== 'in')) return undefined;
  const { left, right } = expression;
  if (isLiteral(right)) return claimOf(left);
  return expression.operator === '==' && isLiteral(left) ? claimOf(right) : undefined;
}

function isLiteral(expression: Expression): boolean {
  const items = expression.kind === 'list' ? expression.items : [expression];
  return items.length > 0 && items.every((item) => item.kind === 'literal' && item.value.kind === 'string' && item.value.value !== '');
}

function claimOf(expression: Expression): 'uid' | 'address' | undefined {
  if (expression.kind !== 'member' || ![...withinExpression(expression.object)].some((each) => each.kind === 'member' && each.name.text === 'auth')) return undefined;
  return expression.name.text === 'uid' ? 'uid' : expression.name.text === 'email' ? 'address' : undefined;
}
