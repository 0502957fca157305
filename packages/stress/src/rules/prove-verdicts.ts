import { type Cell, evaluateRequest, isAllowed, patternText, principals } from '@sora/rules';
import { randomOf, randomWorlds, settingsAtNoon } from '@sora/rules/testing';
import type { Checks } from '../checks.ts';
import type { AnalysedFile } from './analysed-corpus.ts';

export interface VerdictCounts {
  readonly files: number;
  readonly cells: number;
  readonly allowed: number;
  readonly denied: number;
  readonly conditional: number;
  readonly undecided: number;
  readonly randomRequests: number;
  /** Of the cells that are allowed or conditional, those that the same random requests get into too: how hard they try. */
  readonly reachedByChance: number;
}

/** Percent of the cells of a principal, with one decimal. */
export interface Share {
  readonly undecided: number;
  readonly conditional: number;
}

/** What a matrix claims, held against the evaluator: witnesses are run, denials are tried to be broken. */
export function proveVerdicts(checks: Checks, files: readonly AnalysedFile[], { seed, requestsPerDenial }: { readonly seed: number; readonly requestsPerDenial: number }): VerdictCounts {
  const all = files.flatMap((file) => file.matrix.map((cell) => ({ file, cell })));
  checks.equal('every request that is shown for an ALLOW is allowed when it is run', all.filter(({ file, cell }) => !allowsHold(file, cell)).map(named), []);
  checks.equal('every fact of a CONDITIONAL decides: allowed with it, denied without it', all.filter(({ file, cell }) => !factsHold(file, cell)).map(named), []);
  const random = randomOf(seed);
  let randomRequests = 0;
  const broken = files.flatMap((file) => {
    const make = randomWorlds(file.prover.ruleset, random);
    return file.matrix.filter(({ verdict }) => verdict.kind === 'deny').flatMap((cell) => {
      randomRequests += requestsPerDenial;
      return brokenBy(file, cell, { make, requests: requestsPerDenial });
    });
  });
  const reached = files.map((file) => {
    const make = randomWorlds(file.prover.ruleset, random);
    return file.matrix.filter((cell) => isOpen(cell) && brokenBy(file, cell, { make, requests: requestsPerDenial }).length > 0).length;
  });
  checks.equal(`no random request of a DENY is allowed, ${requestsPerDenial} for each`, broken.slice(0, 20), []);
  const count = (kind: Cell['verdict']['kind']) => all.filter(({ cell }) => cell.verdict.kind === kind).length;
  return { files: files.length, cells: all.length, allowed: count('allow'), denied: count('deny'), conditional: count('conditional'), undecided: count('undecided'), randomRequests, reachedByChance: reached.reduce((sum, each) => sum + each, 0) };
}

export function sharesOf(files: readonly AnalysedFile[]): Readonly<Record<string, Share>> {
  const cells = files.flatMap(({ matrix }) => matrix);
  return Object.fromEntries(principals.map(({ name }) => {
    const own = cells.filter(({ principal }) => principal === name);
    const share = (kind: string) => Math.round((own.filter(({ verdict }) => verdict.kind === kind).length / Math.max(1, own.length)) * 1_000) / 10;
    return [name, { undecided: share('undecided'), conditional: share('conditional') }];
  }));
}

/** Steps of an escalation are requests too; each is run on the documents that it was shown with. */
function allowsHold({ prover }: AnalysedFile, { verdict }: Cell): boolean {
  return verdict.kind !== 'allow' || [...verdict.steps, verdict.witness].every((witness) => isAllowed(prover.ruleset, witness, settingsAtNoon));
}

function factsHold({ prover }: AnalysedFile, { verdict }: Cell): boolean {
  if (verdict.kind !== 'conditional') return true;
  const runs = (witness: typeof verdict.witness) => isAllowed(prover.ruleset, witness, settingsAtNoon);
  return runs(verdict.witness) && verdict.facts.length > 0 && verdict.facts.every(({ without }) => !runs(without));
}

interface Trial {
  readonly make: ReturnType<typeof randomWorlds>;
  readonly requests: number;
}

function isOpen({ verdict }: Cell): boolean {
  return verdict.kind === 'allow' || verdict.kind === 'conditional';
}

function brokenBy(file: AnalysedFile, cell: Cell, { make, requests }: Trial): readonly string[] {
  const target = file.prover.targets.find(({ flat }) => patternText(flat.path) === cell.match);
  const principal = principals.find(({ name }) => name === cell.principal);
  if (target === undefined || principal === undefined) return [`${named({ file, cell })}: no such target`];
  for (let left = requests; left > 0; left -= 1) {
    const { request, facts } = make({ target, operation: cell.operation, principal });
    if (evaluateRequest(file.prover.ruleset, request, facts).allowed) return [`${named({ file, cell })}: ${JSON.stringify(request)}`];
  }
  return [];
}

function named({ file, cell }: { readonly file: AnalysedFile; readonly cell: Cell }): string {
  return `${file.file}:${cell.line} ${cell.operation} ${cell.principal}`;
}
