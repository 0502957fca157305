import { diffWords, markdownReport, witnessWords } from '@sora/rules';
import type { GateReport } from './gate-report.ts';

/** For a comment on a pull request. */
export function gateMarkdown({ file, against, diff, approvals, report, pass }: GateReport): string {
  const rows = diff.differences.map(({ direction, match, operation, line, witness }) => `- **${direction}**, line ${line}: ${operation} in ${code(match)}: ${code(witnessWords(witness))}`);
  return [
    `## ${pass ? 'Pass' : 'Stop'}: ${code(file)} ${diffWords[diff.verdict]} what is deployed (${code(against)})`,
    ...(rows.length === 0 ? [] : [rows.join('\n')]),
    ...approvals.map(({ id, by }) => (by === undefined ? `**Not approved:** ${code(id)}` : `Approved: ${code(id)}: ${code(by.reason)}`)),
    markdownReport(report, { file }),
  ].join('\n\n');
}

/** Texts of the file under test, without any markup of theirs. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll(/\s*\n\s*/g, ' ')}\``;
}
