import { firebaseLimits } from '../language/limits.ts';
import type { ServiceName } from '../language/names/language-names.ts';
import { patternText, type FlatMatch, type Ruleset } from '../language/ruleset.ts';
import { type Budget, type BudgetLimits, budgetOf } from './budget.ts';
import type { DocumentAccess } from './document-access.ts';
import { evaluate } from './evaluate.ts';
import { type Captures, matchPath, type RequestSegment } from './match-path.ts';
import { matchesByName } from './matches-by-name.ts';
import type { RegexEngine } from './regex-engine.ts';
import type { ConsideredAllow, Decision, DecidedBy } from './request/decision.ts';
import { truthOf } from './logic.ts';
import { outermostFrame, type Run } from './run.ts';
import { newTracer, resultOf, type Tracer } from './trace.ts';
import { bool, mismatch, type Outcome, type Value } from './values/value.ts';

/** One question to a ruleset, in values: one document, one operation. A list is one question per case of its filters. */
export interface Question {
  readonly service: ServiceName;
  readonly operation: Operation;
  readonly path: readonly RequestSegment[];
  readonly request: Value;
  readonly resource: Value;
  readonly documents: (budget: Budget) => DocumentAccess;
  readonly regex: RegexEngine | undefined;
  readonly limits: BudgetLimits;
}

export type Operation = 'get' | 'list' | 'create' | 'update' | 'delete';

const groups: Readonly<Record<Operation, 'read' | 'write'>> = { get: 'read', list: 'read', create: 'write', update: 'write', delete: 'write' };

/** What Firebase grants a request of one document. */
export const singleRequestLimits: BudgetLimits = {
  expressions: firebaseLimits.expressionsPerRequest, accesses: firebaseLimits.accessesPerRequest, callDepth: firebaseLimits.callDepth, work: 100_000_000,
};

export interface Candidate {
  readonly flat: FlatMatch;
  readonly captures: Captures;
}

/** Asks every allow that covers the operation on a match of the path, in the order of the file, until one is true. */
export function decide(ruleset: Ruleset, question: Question): Decision {
  const tracer = newTracer();
  const budget = budgetOf(question.limits);
  const answer = (decidedBy: DecidedBy): Decision => ({
    allowed: decidedBy.kind === 'allow', decidedBy, trace: { entries: tracer.entries, truncated: tracer.truncated }, used: budget.used,
  });
  if (!ruleset.compiles) return answer({ kind: 'refused', sentence: 'The rules do not compile, so they were never in force.' });
  const candidates = candidatesFor(ruleset, question);
  if (candidates.length === 0) return answer({ kind: 'no-match' });
  return answer(askAll(ruleset, candidates, { question, budget, tracer }));
}

export function candidatesFor(ruleset: Ruleset, { service, path }: Pick<Question, 'service' | 'path'>): readonly Candidate[] {
  return matchesByName(ruleset, path).filter((flat) => flat.service === service).flatMap((flat) => {
    const captures = matchPath(flat.path, path, ruleset.file.version);
    return captures === undefined ? [] : [{ flat, captures }];
  });
}

interface Asking {
  readonly question: Question;
  readonly budget: Budget;
  readonly tracer: Tracer;
}

function askAll(ruleset: Ruleset, candidates: readonly Candidate[], asking: Asking): DecidedBy {
  const considered: ConsideredAllow[] = [];
  const documents = asking.question.documents(asking.budget);
  for (const { flat, captures } of candidates) {
    const run = { ...asking.question, names: ruleset.names, captures, documents, budget: asking.budget, tracer: asking.tracer, tools: { regex: asking.question.regex } };
    for (const allow of flat.allows) {
      if (!covers(allow.operations, asking.question.operation)) continue;
      const outcome = conditionOf(allow, run);
      const { exhausted } = asking.budget;
      if (exhausted !== undefined) return { kind: 'limit-reached', sentence: exhausted.sentence };
      const result = resultOf(outcome);
      if (result === 'true') return { kind: 'allow', match: patternText(flat.path), range: allow.range };
      considered.push({ match: patternText(flat.path), range: allow.range, result });
    }
  }
  if (considered.length > 0) return { kind: 'no-allow-true', considered };
  return { kind: 'no-allow-for-operation', matches: candidates.map(({ flat }) => patternText(flat.path)) };
}

export function covers(operations: FlatMatch['allows'][number]['operations'], operation: Operation): boolean {
  return operations.some(({ text }) => text === operation || text === groups[operation]);
}

export function conditionOf({ condition, range }: FlatMatch['allows'][number], run: Run): Outcome {
  const value = condition === undefined ? bool(true) : evaluate(condition, outermostFrame, run);
  const outcome = value.kind === 'bool' || value.kind === 'error' ? value : value.kind === 'unknown' ? truthOf(value, run) : mismatch('A condition', value);
  run.tracer.record('condition', { range: condition?.range ?? range, depth: 0 }, outcome);
  return outcome;
}
