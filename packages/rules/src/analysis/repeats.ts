import type { Operation } from '../evaluation/decide.ts';
import { patternText } from '../language/ruleset.ts';
import { operations } from '../proof/access-matrix.ts';
import { principalNamed, principals, type PrincipalName } from '../proof/principal.ts';
import { proverOf } from '../proof/prover.ts';
import { accessKinds, judgeAccess } from './access-breaches.ts';
import type { Analysis, Row } from './analysis.ts';
import type { Breach } from './breach.ts';
import { judgeLimit } from './limit-breaches.ts';
import { isAtLeast } from './severities.ts';

/**
 * A line in a match of everything opens every row below it: one cause, and one finding, in the row of that match. The rows below
 * keep what their own lines open, so that one more allow further out cannot make their findings vanish.
 */
export function withoutRepeats(analysis: Analysis, breaches: readonly Breach[]): readonly Breach[] {
  return breaches.flatMap((breach) => (isRepeat(analysis, breach, breaches) ? ofOwnLines(analysis, breach) ?? [] : breach));
}

function isRepeat({ rows, ruleset }: Analysis, breach: Breach, breaches: readonly Breach[]): boolean {
  const { line } = breach.verdict;
  const isOf = (row: Row) => ruleset.matches.some(({ path, allows }) => patternText(path) === row.path && allows.some(({ range }) => range.start.line === line));
  if (isOf(breach.row)) return false;
  const outer = rows.find((row) => row.target.service === breach.row.target.service && isOf(row));
  const kind = accessKinds.find((each) => each.includes(breach.operation)) ?? [];
  const cause = breaches.find((each) => each.kind === 'access' && each.row === outer && kind.includes(each.operation) && each.verdict.line === line);
  return cause !== undefined && orderOf(cause.principal) <= orderOf(breach.principal) && isAsBad(cause.row, breach, kind);
}

/** By what is meant, not by what was found: otherwise more openness could tip it. */
function isAsBad({ intent }: Row, breach: Breach, kind: readonly Operation[]): boolean {
  if (breach.kind === 'limit') return kind.every((operation) => isAtLeast(intent.harm[operation], breach.limit.severity));
  const own = breach.row.intent;
  const worst = (of: typeof own, operation: Operation) => of.harmByAnyone?.[operation] ?? of.harm[operation];
  return kind.every((operation) => isAtLeast(intent.harm[operation], own.harm[operation]) && isAtLeast(worst(intent, operation), worst(own, operation)));
}

/** The same question to a ruleset of the row's own matches alone. */
function ofOwnLines(analysis: Analysis, breach: Breach): Breach | undefined {
  const { row } = breach;
  const prover = proverOf({ ...analysis.ruleset, matches: analysis.ruleset.matches.filter(({ path }) => patternText(path) === row.path) }, analysis.settings);
  const cellsOf = (operation: Operation) => principals.map(({ name }) => ({
    service: row.target.service, match: row.path, line: row.target.flat.match.range.start.line, operation, principal: name,
    verdict: prover.verdict({ target: row.target, operation, principal: principalNamed(name) }),
  }));
  const kind = accessKinds.find((each) => each.includes(breach.operation)) ?? [];
  const asked = breach.kind === 'limit' ? Object.keys(breach.limit.when) : kind;
  const cells = Object.fromEntries(operations.map((operation) => [operation, asked.includes(operation) ? cellsOf(operation) : []])) as unknown as Row['cells'];
  const own = { ...row, cells };
  return breach.kind === 'access' ? judgeAccess({ ...analysis, prover }, own, kind).breach : judgeLimit({ ...analysis, prover }, own, [breach.limit]).breach;
}

function orderOf(name: PrincipalName): number {
  return principals.findIndex((each) => each.name === name);
}
