import type { RulesCell, RulesFinding, RulesVerdict } from '@sora/core';
import type { ScannedFile } from '../../api/rules.ts';
import type { CellPlace } from '../../app/rules-route.ts';
import { formatRoute } from '../../app/route.ts';
import { capital } from '../../ui/words.ts';
import { wordsOf } from './principal-words.ts';

export interface MatrixView {
  readonly columns: readonly { readonly principal: string; readonly head: string; readonly words: string }[];
  readonly matches: readonly MatchView[];
}

export interface MatchView {
  readonly key: string;
  readonly path: string;
  readonly line: number;
  readonly rows: readonly { readonly operation: string; readonly cells: readonly CellView[] }[];
}

export interface CellView {
  readonly key: string;
  readonly sign: string;
  readonly kind: RulesVerdict['kind'];
  /** A finding is about it: this was not meant. */
  readonly isFound: boolean;
  /** For those who hear it. */
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

export const verdictSigns: Readonly<Record<RulesVerdict['kind'], { readonly sign: string; readonly words: string }>> = {
  allow: { sign: 'yes', words: 'allowed' },
  conditional: { sign: 'if', words: 'allowed on conditions' },
  deny: { sign: '–', words: 'denied' },
  undecided: { sign: '?', words: 'not decided' },
};

export function matrixView({ kind, report: { matrix: cells, findings } }: Pick<ScannedFile, 'kind' | 'report'>, chosen: CellPlace | undefined): MatrixView {
  const viewOf = (cell: RulesCell): CellView => cellView(cell, isFound(cell, findings), { href: formatRoute({ view: 'rules', file: kind, cell: placeOf(cell) }), current: isAt(cell, chosen) });
  const principals = [...new Set(cells.map(({ principal }) => principal))];
  const matches = [...Map.groupBy(cells, ({ match, line }) => `${line} ${match}`)];
  return {
    columns: principals.map((principal) => ({ principal, ...wordsOf(principal) })),
    matches: matches.map(([key, ofMatch]) => ({
      key, path: shortPath(ofMatch[0]?.match ?? ''), line: ofMatch[0]?.line ?? 0,
      rows: [...Map.groupBy(ofMatch, ({ operation }) => operation)].map(([operation, row]) => ({ operation, cells: row.map(viewOf) })),
    })),
  };
}

function cellView({ operation, principal, match, verdict: { kind } }: RulesCell, found: boolean, link: Pick<CellView, 'href' | 'current'>): CellView {
  const { sign, words } = verdictSigns[kind];
  return { key: principal, sign, kind, isFound: found, label: `${capital(wordsOf(principal).words)}: ${operation} ${shortPath(match)} is ${words}${found ? ', which was not meant' : ''}`, ...link };
}

/** A finding names the weakest caller of its match and operation. */
export function isFound({ match, operation, principal }: RulesCell, findings: readonly RulesFinding[]): boolean {
  return findings.some((finding) => finding.path === match && finding.operation === operation && finding.principal === principal);
}

function placeOf({ line, operation, principal }: RulesCell): CellPlace {
  return { line, operation, principal };
}

export function isAt({ line, operation, principal }: CellPlace, place: CellPlace | undefined): boolean {
  return place?.line === line && place.operation === operation && place.principal === principal;
}

/** Without what stands before every path. */
export function shortPath(match: string): string {
  return match.replace(/^\/databases\/\{[^}]+\}\/documents(?=\/)/, '').replace(/^\/b\/\{[^}]+\}\/o(?=\/)/, '');
}
