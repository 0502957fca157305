import type { RulesFileKind, RulesFinding, RulesSeverity } from '@sora/core';
import type { ScannedFile } from '../../api/rules.ts';
import { formatRoute } from '../../app/route.ts';
import { formatDay } from '../../ui/format.ts';
import { capital, type Tone } from '../../ui/words.ts';
import { type WitnessView, witnessView } from './witness-view.ts';

export interface FindingView {
  readonly id: string;
  readonly tone: Tone;
  readonly severity: string;
  readonly place: string;
  readonly sentence: string;
  readonly fix: string;
  readonly witnesses: readonly WitnessView[];
  /** Its cell in the matrix, where it is about one. */
  readonly href: string | undefined;
  /** Of an accepted one. */
  readonly accepted: string | undefined;
}

const tones: Readonly<Record<RulesSeverity, Tone>> = { critical: 'critical', high: 'critical', medium: 'degraded', low: 'info' };

export function findingsView({ kind, path, report: { findings, accepted, matrix } }: ScannedFile): readonly FindingView[] {
  const hrefOf = ({ path: match, operation, principal }: RulesFinding) => {
    const cell = matrix.find((each) => each.match === match && each.operation === operation && each.principal === principal);
    return cell && cellHref(kind, cell);
  };
  return [
    ...findings.map((finding) => findingView(finding, path, hrefOf(finding))),
    ...accepted.map(({ finding, reason, expiresAtMs }) => ({ ...findingView(finding, path, hrefOf(finding)), tone: 'quiet' as const, accepted: `Accepted until ${formatDay(expiresAtMs - 1)}: ${reason}` })),
  ];
}

function cellHref(file: RulesFileKind, { line, operation, principal }: { readonly line: number; readonly operation: string; readonly principal: string }): string {
  return formatRoute({ view: 'rules', file, cell: { line, operation, principal } });
}

function findingView({ id, severity, line, sentence, fix, witness, steps }: RulesFinding, path: string, href: string | undefined): FindingView {
  const witnesses = witness === undefined ? [] : [...steps, witness].map(witnessView);
  return { id, tone: tones[severity], severity: capital(severity), place: `${path}:${line}`, sentence, fix, witnesses, href, accepted: undefined };
}
