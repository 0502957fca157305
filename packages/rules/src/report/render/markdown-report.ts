import { type Cell, operations } from '../../proof/access-matrix.ts';
import { principals } from '../../proof/principal.ts';
import type { AcceptedFinding, Finding, RulesReport } from '../report.ts';
import { witnessWords } from './request-words.ts';
import { countWords, lastDay, outcomeWords, shortNames } from './report-words.ts';

/** A comment on GitHub holds 65,536 characters. */
const mostChars = 60_000;

/** For a comment on a pull request. What does not fit is left out from the end, and said so. */
export function markdownReport(report: RulesReport, { file }: { readonly file: string }): string {
  const { diagnostics, compiles, findings, accepted, matrix } = report;
  const parts = [
    `### ${escaped(file)}: ${escaped(outcomeWords(report))}`,
    ...(compiles ? [countWords(report)] : diagnostics.filter(({ severity }) => severity === 'error').map(({ range: { start }, sentence, remedy }) => `- line ${start.line}: ${escaped(sentence)} ${escaped(remedy)}`)),
    ...(findings.length === 0 ? [] : [['| | Line | What | Fix |', '|---|---|---|---|', ...findings.map(rowOf)].join('\n')]),
    ...findings.map(requestOf).filter((text) => text !== undefined),
    ...(accepted.length === 0 ? [] : [['**Accepted**', ...accepted.map(acceptedRow)].join('\n')]),
    ...(matrix.length === 0 ? [] : [matrixTable(matrix)]),
  ];
  return `${fitting(parts).join('\n\n')}\n`;
}

function fitting(parts: readonly string[]): readonly string[] {
  let chars = 0;
  const kept = parts.filter((part) => (chars += part.length + 2) <= mostChars);
  return kept.length === parts.length ? kept : [...kept, '_More did not fit here._'];
}

function rowOf({ severity, line, sentence, fix }: Finding): string {
  return `| **${severity}** | ${line} | ${escaped(sentence)} | ${escaped(fix)} |`;
}

function requestOf({ line, sentence, witness, steps }: Finding): string | undefined {
  if (witness === undefined) return undefined;
  const words = [...steps, witness].map((each) => `- ${escaped(witnessWords(each))}`).join('\n');
  const json = JSON.stringify(witness, undefined, 2).replaceAll('`', '\\u0060');
  return `<details><summary>Line ${line}: ${escaped(sentence)} The request</summary>\n\n${words}\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`;
}

function acceptedRow({ finding, reason, expiresAtMs }: AcceptedFinding): string {
  return `- line ${finding.line}, until ${lastDay(expiresAtMs)}: ${escaped(reason)} (${escaped(finding.sentence)})`;
}

const signs: Readonly<Record<Cell['verdict']['kind'], string>> = { allow: '**yes**', conditional: 'if', deny: '–', undecided: '?' };

function matrixTable(cells: readonly Cell[]): string {
  const matches = [...Map.groupBy(cells, ({ match, line }) => `${line} ${match}`).values()];
  const rows = matches.flatMap((ofMatch) => operations.map((operation) => {
    const signOf = (name: string) => signs[ofMatch.find((cell) => cell.operation === operation && cell.principal === name)?.verdict.kind ?? 'deny'];
    return `| \`${(ofMatch[0]?.match ?? '').replaceAll('`', '').replaceAll('|', '\\|')}\` | ${operation} | ${principals.map(({ name }) => signOf(name)).join(' | ')} |`;
  }));
  const head = [`| Match | | ${principals.map(({ name }) => shortNames[name]).join(' | ')} |`, `|---|---|${principals.map(() => '---|').join('')}`];
  return `<details><summary>Who may do what</summary>\n\n${[...head, ...rows].join('\n')}\n\n</details>`;
}

/** Texts come from the file under test, which may be an attacker's: no markup of theirs. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#@!~&]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : sign === '&' ? '&amp;' : sign === '@' ? '@\u200b' : `\\${sign}`)).replaceAll(/\s*\n\s*/g, ' ');
}
