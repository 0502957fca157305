import type { Operation } from '../evaluation/decide.ts';
import { patternText } from '../language/ruleset.ts';
import { operations } from '../proof/access-matrix.ts';
import { principalNamed, principals, type PrincipalName } from '../proof/principal.ts';
import { proverOf } from '../proof/prover.ts';
import { accessKinds, judgeAccess } from './access-breaches.ts';
import type { Analysis, Row } from './analysis.ts';
import type { AccessBreach, Breach, LimitBreach } from './breach.ts';
import { judgeLimit } from './limit-breaches.ts';
import { isAtLeast } from './severities.ts';

/**
 * One cause, one finding. A line in a match of everything opens every row below it; the rows below keep what their own lines open,
 * so that one more allow further out cannot make their findings vanish. A role that users can give themselves opens what asks for it.
 */
export function withoutRepeats(analysis: Analysis, all: readonly Breach[]): readonly Breach[] {
  const roots = all.filter((breach) => breach.kind === 'limit');
  const breaches = all.filter((breach) => !roots.some((root) => follows(root, breach) || isSame(root, breach)));
  return breaches.flatMap((breach) => {
    const kept = isRepeat(analysis, breach, breaches) ? ofOwnLines(analysis, breach) : breach;
    if (kept?.kind !== 'limit') return kept ?? [];
    return { ...kept, opens: all.filter((each) => each.kind === 'access' && follows(kept, each)) };
  });
}

/** If the first step of a breach is the breach of a critical limit: the same document, with the same gift in it. */
function follows(root: LimitBreach, breach: Breach): breach is AccessBreach {
  if (root.severity !== 'critical' || breach.kind !== 'access' || breach.verdict.kind !== 'allow') return false;
  const [given, taken] = [root.verdict.witness.request, breach.verdict.steps[0]?.request];
  if (taken === undefined || !('data' in given) || !('data' in taken) || given.path !== taken.path) return false;
  return Object.entries(given.data).every(([field, value]) => JSON.stringify(taken.data[field]) === JSON.stringify(value));
}

/** To create one's own document in a collection of admins is wrong by itself, and what other rules make of it is the greater part. */
function isSame(root: LimitBreach, breach: Breach): boolean {
  if (root.severity !== 'critical' || breach.kind !== 'access') return false;
  return root.row === breach.row && root.operation === breach.operation && root.principal === breach.principal && root.verdict.line === breach.verdict.line;
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
