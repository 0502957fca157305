import type { SourceRange } from '../language/source-range.ts';
import { isNever, type Outcome } from './values/value.ts';

/** What one part of a condition came to. In the order of evaluation: a part comes after the parts inside it. */
export interface TraceEntry {
  readonly range: SourceRange;
  readonly role: TraceRole;
  readonly result: TraceResult;
  /** Of an error: what went wrong. */
  readonly reason?: string;
  /** 0 in a condition, 1 in a function that it calls, and so on. */
  readonly depth: number;
}

/** `condition`: of an allow, whole. `conjunct`, `disjunct`: an operand of && or ||. `choice`: what a ?: asks. `call`: what a function of the file returned. */
export type TraceRole = 'condition' | 'conjunct' | 'disjunct' | 'choice' | 'call';

/** `unknown`: depends on what the query leaves open. `never-true`: so does it, but only false or an error can come of it. `value`: neither true nor false. */
export type TraceResult = 'true' | 'false' | 'error' | 'unknown' | 'never-true' | 'value';

export interface Trace {
  readonly entries: readonly TraceEntry[];
  /** More happened than is kept. */
  readonly truncated: boolean;
}

export interface Tracer extends Trace {
  record(role: TraceRole, at: { readonly range: SourceRange; readonly depth: number }, outcome: Outcome): void;
}

/** Entries kept of one request; a request evaluates 1,000 expressions at most, of which most are no operands. */
const maxEntries = 500;

export function newTracer(): Tracer {
  const entries: TraceEntry[] = [];
  let truncated = false;
  return {
    entries,
    get truncated() { return truncated; },
    record(role, { range, depth }, outcome) {
      if (entries.length >= maxEntries) truncated = true;
      else entries.push({ range, role, depth, result: resultOf(outcome), ...(outcome.kind === 'error' && { reason: outcome.sentence }) });
    },
  };
}

export function resultOf(outcome: Outcome): TraceResult {
  if (outcome.kind === 'bool') return outcome.value ? 'true' : 'false';
  if (outcome.kind === 'unknown') return isNever(outcome, true) ? 'never-true' : 'unknown';
  return outcome.kind === 'error' ? 'error' : 'value';
}
