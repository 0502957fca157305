import { parseArgs } from 'node:util';
import { diffRules, diffText, textReport } from '@sora/rules';
import { CommandError } from '../../command.ts';
import { exitCodes } from './exit-codes.ts';
import { approve } from './gate-approval.ts';
import { gateMarkdown } from './gate-markdown.ts';
import type { GateReport } from './gate-report.ts';
import { formatOf, formatOptions, printJson } from './formats.ts';
import { onlyFile, proofSettings, prove, readCompiling } from './read-rules.ts';
import { working } from './working.ts';

const options = { ...formatOptions, intents: { type: 'string' }, against: { type: 'string' }, approve: { type: 'string' } } as const;

/** Before a deploy. @throws {CommandError} when a file cannot be read, or is not what it should be */
export async function gate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [format, file] = [formatOf(values), onlyFile(positionals)];
  if (format === 'sarif') throw new CommandError('SARIF has no word for a comparison: use "rules prove --sarif" beside the gate.');
  if (values.against === undefined) throw new CommandError('Say what is deployed: --against deployed.rules');
  if (values.approve?.trim() === '') throw new CommandError('An approval needs its reason: --approve "why more may be allowed"');
  const decided = await decide({ file, against: values.against, intents: values.intents, reason: values.approve });
  if (format === 'json') printJson(decided);
  else console.log(format === 'markdown' ? gateMarkdown(decided) : gateText(decided));
  return decided.pass ? exitCodes.passes : exitCodes.doesNotPass;
}

interface GateQuestion {
  readonly file: string;
  readonly against: string;
  readonly intents: string | undefined;
  readonly reason: string | undefined;
}

async function decide({ file, against, intents, reason }: GateQuestion): Promise<GateReport> {
  const deployed = await readCompiling(against);
  await readCompiling(file);
  const { ruleset, report, policy } = await prove(file, intents);
  const diff = working(`Comparing ${file} with ${against}`, () => diffRules(deployed, ruleset, proofSettings()));
  const approvals = approve(diff, { reason, acceptances: policy.acceptances, nowMs: Date.now() });
  const isApproved = approvals.every(({ by }) => by !== undefined);
  return { file, against, diff, approvals, report, pass: isApproved && report.pass };
}

function gateText({ file, against, diff, approvals, report, pass }: GateReport): string {
  const open = approvals.filter(({ by }) => by === undefined);
  return [
    `${pass ? 'PASS' : 'STOP'}: ${file} against ${against}.`,
    '',
    diffText(diff, { before: against, after: file }),
    ...approvals.flatMap(({ id, by }) => (by === undefined ? [] : [`    approved: ${id}: ${by.reason}${by.until === undefined ? '' : ` (until ${by.until})`}`])),
    ...(open.length === 0 ? [] : ['', 'More is allowed than what is deployed, or may be, and nobody approved it. To approve: --approve "REASON", or an acceptance in the intents file, each with its reason and expiry, of', ...open.map(({ id }) => `    ${id}`)]),
    '',
    textReport(report, { file }),
  ].join('\n');
}
