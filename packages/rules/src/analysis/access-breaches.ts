import type { Operation } from '../evaluation/decide.ts';
import { isMeantFor } from '../intents/intent.ts';
import type { Cell } from '../proof/access-matrix.ts';
import { callerEmail, principalNamed, principals } from '../proof/principal.ts';
import type { Allowed, Conditional, Verdict } from '../proof/verdict.ts';
import { isAllowed } from '../proof/witness.ts';
import type { Severity } from '../report/report.ts';
import type { Analysis, Row } from './analysis.ts';
import type { AccessBreach, OpenQuestion } from './breach.ts';
import { verdictOnOthers } from './owner-fields.ts';
import { needsPower } from './power.ts';
import { gravestOf, isAtLeast, milder } from './severities.ts';

/** Operations that mostly stand in one allow, and are one finding. */
export const accessKinds: readonly (readonly Operation[])[] = [['get', 'list'], ['create'], ['update', 'delete']];

export interface FoundAccess {
  readonly breaches: readonly AccessBreach[];
  readonly open: readonly OpenQuestion[];
}

export function accessBreaches(analysis: Analysis): FoundAccess {
  const found = analysis.rows.flatMap((row) => accessKinds.map((kind) => judgeAccess(analysis, row, kind)));
  return { breaches: found.flatMap(({ breach }) => breach ?? []), open: found.flatMap(({ open }) => open ?? []) };
}

export interface Judged {
  readonly breach: AccessBreach | undefined;
  readonly open: OpenQuestion | undefined;
}

export function judgeAccess(analysis: Analysis, row: Row, kind: readonly Operation[]): Judged {
  const cases = kind.flatMap((operation) => row.cells[operation].flatMap((cell) => caseOf(analysis, row, cell)));
  const wrong = cases.flatMap(({ cell, verdict, harm }) => {
    if (verdict.kind !== 'allow' && verdict.kind !== 'conditional') return [];
    const severity = severityOf(harm, verdict);
    return severity === undefined ? [] : [{ operation: cell.operation, principal: cell.principal, verdict, severity }];
  });
  const gravest = gravestOf(wrong.toSorted((a, b) => orderOf(a.principal) - orderOf(b.principal)));
  const also = gravest === undefined ? [] : wrong.filter(({ principal, operation }) => principal === gravest.principal && operation !== gravest.operation);
  const unsure = cases.find(({ verdict, harm }) => verdict.kind === 'undecided' && isAtLeast(harm, 'high'));
  return {
    breach: gravest && { kind: 'access', row, ...gravest, also: also.map(({ operation, verdict }) => ({ operation, line: verdict.line })) },
    // Beside a finding that costs more than the open question it would count twice once it is answered.
    open: unsure === undefined || isAtLeast(gravest?.severity, 'medium') ? undefined : { row, operation: unsure.cell.operation },
  };
}

interface Case {
  readonly cell: Cell;
  readonly verdict: Verdict;
  /** Were it allowed. */
  readonly harm: Severity;
}

function caseOf(analysis: Analysis, row: Row, asked: Cell): readonly Case[] {
  const cell = needsPower(asked.verdict) ? { ...asked, principal: 'admin-by-document' as const } : asked;
  if (cell.verdict.kind === 'deny' || isMeantFor(row.intent.may[cell.operation], cell.principal)) return [];
  const verdict = isOwnCreate(row, cell) ? verdictOnOthers(analysis, { target: row.target, operation: 'create', principal: principalNamed(cell.principal) }) : cell.verdict;
  return [{ cell, verdict, harm: harmOf(row, cell, listsLittle(analysis, row, cell)) }];
}

/** Whoever creates a document that names them owns it; it is a breach only when it can be somebody else's. */
function isOwnCreate({ target, intent }: Row, { operation, principal }: Cell): boolean {
  return operation === 'create' && target.service === 'cloud.firestore' && principal !== 'anonymous' && isMeantFor(intent.may.create, 'owner');
}

/** Nobody harms more than one who needs no session; those with a role had the trust of the team, and a session that can be stolen. */
function harmOf({ intent }: Row, { operation, principal }: Cell, isLikeGet: boolean): Severity {
  const asked = isLikeGet ? 'get' : operation;
  if (principal === 'admin-by-claim' || principal === 'admin-by-document') return 'low';
  const harm = principal === 'anonymous' ? intent.harmByAnyone?.[asked] ?? intent.harm[asked] : intent.harm[asked];
  return principal === 'moderator' || principal === 'ex-participant' ? milder(harm) ?? 'low' : harm;
}

/** A list that needs a filter, or in Storage the name of a folder below the file's, gives no more than the rules would give one by one. */
function listsLittle({ ruleset, settings }: Analysis, { target }: Row, { operation, verdict }: Cell): boolean {
  if (operation !== 'list' || (verdict.kind !== 'allow' && verdict.kind !== 'conditional')) return false;
  const { request } = verdict.witness;
  if (request.service === 'firebase.storage') return target.flat.path.at(-1)?.kind !== 'glob';
  if (request.operation !== 'list') return false;
  const query = { where: [], ...(request.query.limit !== undefined && { limit: request.query.limit }) };
  return !isAllowed(ruleset, { ...verdict.witness, request: { ...request, query } }, settings);
}

/** One step milder where data has to be so, or where an address had to be typed that nobody else has registered. */
function severityOf(harm: Severity, verdict: Allowed | Conditional): Severity | undefined {
  return verdict.kind === 'conditional' || isByTypedEmail(verdict) ? milder(harm) : harm;
}

export function isByTypedEmail({ witness: { request: { auth } } }: Allowed | Conditional): boolean {
  return auth !== null && auth.token['email_verified'] === false && auth.token['email'] !== callerEmail;
}

function orderOf(name: Cell['principal']): number {
  return principals.findIndex((each) => each.name === name);
}
