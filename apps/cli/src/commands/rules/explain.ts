import { parseArgs } from 'node:util';
import { type DecidedBy, type Decision, evaluateRequest, type Ruleset, type RulesRequest, type TraceEntry } from '@sora/rules';
import { CommandError } from '../../command.ts';
import { exitCodes } from './exit-codes.ts';
import { readJson } from './read-file.ts';
import { readQuestion } from './read-question.ts';
import { prove, readCompiling } from './read-rules.ts';

const options = { rules: { type: 'string' }, request: { type: 'string' }, finding: { type: 'string' }, intents: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

/** @throws {CommandError} when a file cannot be read, is not what it should be, or does not compile */
export async function explain(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { rules, request, finding } = values;
  if (rules === undefined || (request === undefined) === (finding === undefined)) throw new CommandError('Name two: --rules FILE, and --request REQUEST.json or --finding ID.');
  const ruleset = await readCompiling(rules);
  const asked = request === undefined ? await requestsOf(finding ?? '', rules, values.intents) : [await readJson(request)];
  const answers = asked.map((each) => answerOf(each, ruleset));
  const last = answers.at(-1)?.decision;
  console.log(values.json ? JSON.stringify(last && plainOf(last, ruleset), undefined, 2) : answers.map(({ decision, request: of }) => textOf(decision, ruleset, of)).join('\n\n'));
  return last?.allowed === true ? exitCodes.passes : exitCodes.doesNotPass;
}

function answerOf(asked: unknown, ruleset: Ruleset): { readonly decision: Decision; readonly request: RulesRequest } {
  const { request, facts } = readQuestion(asked, { service: ruleset.matches[0]?.service, now: new Date() });
  return { request, decision: evaluateRequest(ruleset, request, facts) };
}

/** What a finding of "rules prove" shows: the requests before it, then itself. */
async function requestsOf(id: string, path: string, intents: string | undefined): Promise<readonly unknown[]> {
  const { report: { findings, accepted } } = await prove(path, intents);
  const finding = [...findings, ...accepted.map((each) => each.finding)].find((each) => each.id === id);
  if (finding === undefined) throw new CommandError(`${path} has no finding "${id}". They are listed by: npm run -s sora -- rules prove ${path}`);
  if (finding.witness === undefined) throw new CommandError('This finding has no request: it is about the text of the rules.');
  return [...finding.steps, finding.witness];
}

function plainOf(decision: Decision, ruleset: Ruleset): object {
  const { trace: { entries, truncated }, ...rest } = decision;
  return { ...rest, trace: { truncated, entries: entries.map((entry) => ({ ...entry, text: excerpt(entry, ruleset) })) } };
}

function textOf(decision: Decision, ruleset: Ruleset, request: RulesRequest): string {
  const { entries, truncated } = decision.trace;
  return [
    `${decision.allowed ? 'ALLOWED' : 'DENIED'}  ${askedOf(request)}`,
    ...reasonOf(decision.decidedBy),
    ...(entries.length > 0 ? ['', 'line   came to  what'] : []),
    ...entries.filter((entry, at) => !isSaidBy(entries[at + 1], entry)).map((entry) => stepOf(entry, ruleset)),
    ...(truncated ? ['… and more that is not shown.'] : []),
    '',
    `Spent ${decision.used.expressions} expressions of 1,000 and ${decision.used.accesses} look-ups of other documents.`,
  ].join('\n');
}

function askedOf(request: RulesRequest): string {
  const what = request.operation === 'batch' ? `batch of ${request.writes.length} writes` : `${request.operation} ${request.path}`;
  return `${what}  ${request.auth === null ? 'without a session' : `as ${request.auth.uid}`}`;
}

function reasonOf(decidedBy: DecidedBy): readonly string[] {
  switch (decidedBy.kind) {
    case 'allow': return [`by the allow on line ${decidedBy.range.start.line}, in match ${decidedBy.match}`];
    case 'no-allow-true': return decidedBy.considered.map(({ range, match, result }) => `the allow on line ${range.start.line}, in match ${match}: ${result}`);
    case 'no-allow-for-operation': return [`the path matches ${decidedBy.matches.join(', ')}, where nothing allows this operation`];
    case 'no-match': return ['no match covers this path'];
    default: return [decidedBy.sentence];
  }
}

/** A call that is an operand is recorded as both. */
function isSaidBy(next: TraceEntry | undefined, { range, result }: TraceEntry): boolean {
  return next !== undefined && next.result === result && next.range.start.offset === range.start.offset && next.range.end.offset === range.end.offset;
}

function stepOf(entry: TraceEntry, ruleset: Ruleset): string {
  const reason = entry.reason === undefined ? '' : `\n${' '.repeat(17)}${entry.reason}`;
  return `${String(entry.range.start.line).padStart(4)}   ${entry.result.padEnd(7)}  ${'  '.repeat(entry.depth)}${excerpt(entry, ruleset)}${reason}`;
}

const widest = 100;

function excerpt({ range }: TraceEntry, { source }: Ruleset): string {
  const text = source.slice(range.start.offset, range.end.offset).replaceAll(/\s+/g, ' ');
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
