import type { Expression, PathExpression } from '../language/ast.ts';
import { parsePathText } from './values/path-text.ts';
import { failure, map, mayFail, mismatch, type Outcome, type PathValue, unknown, type Value } from './values/value.ts';
import { type Watch, watched } from './watch.ts';

/** `[a, b]`: an error in one is the answer. */
export function listOf(outcomes: readonly Outcome[]): Outcome {
  const items: Value[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === 'error') return outcome;
    items.push(outcome);
  }
  return items.some(mayFail) ? unknown('a list with an unknown') : { kind: 'list', items };
}

/** `{'a': 1}`: keys are strings; of two equal ones the last counts. */
export function mapOf(outcomes: readonly (readonly [key: Outcome, value: Outcome])[]): Outcome {
  const entries: [string, Value][] = [];
  for (const [key, value] of outcomes) {
    if (key.kind === 'error') return key;
    if (value.kind === 'error') return value;
    if (key.kind === 'unknown') return unknown('a map with an unknown key');
    if (key.kind !== 'string') return mismatch('A key of a map', key);
    entries.push([key.value, value]);
  }
  return entries.some(([, value]) => mayFail(value)) ? unknown('a map with an unknown') : map(entries);
}

/** `/a/$(b)`: what is inserted is a string or a path, of one or more segments. */
export function pathOf({ segments }: PathExpression, evaluate: (expression: Expression) => Outcome, watch?: Watch): Outcome {
  const parts: PathValue['segments'][number][] = [];
  for (const segment of segments) {
    if (segment.kind === 'literal') parts.push(segment.text);
    else if (segment.kind !== 'inserted') parts.push({ hole: segment.name.text });
    else {
      const value = evaluate(segment.value);
      const inserted = insertedPath(value);
      if (inserted.kind === 'unknown' && value.kind !== 'error') watched(watch, inserted, () => ({ kind: 'inserted', value }));
      if (inserted.kind !== 'path') return inserted;
      parts.push(...inserted.segments);
    }
  }
  return { kind: 'path', segments: parts };
}

/** What is inserted as a path, or why it cannot be. */
function insertedPath(outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case 'error': return outcome;
    case 'unknown':
      if (outcome.known.types !== undefined && !outcome.known.types.has('string') && !outcome.known.types.has('path')) return failure('type-mismatch', `"$( )" in a path does not work on ${outcome.name}.`);
      return outcome.isPresent && outcome.known.standsFor !== undefined ? parsePathText(outcome.known.standsFor) : unknown(`a path with ${outcome.name}`);
    case 'path': return outcome;
    case 'string': {
      const inserted = parsePathText(outcome.value);
      return inserted.segments.length > 0 ? inserted : failure('bad-path', 'An empty text cannot be part of a path.');
    }
    default: return mismatch('"$( )" in a path', outcome);
  }
}
