import type { CaptureSegment, GlobSegment, PatternSegment } from '../language/ast.ts';
import { present, string, type UnknownValue, type Value } from './values/value.ts';

/** A step of the path that a request is about: a name, one name that is not known, or any number of steps that are not known. */
export type RequestSegment = string | UnknownValue | { readonly kind: 'any-depth' };

export type Captures = ReadonlyMap<CaptureSegment | GlobSegment, Value>;

/**
 * What the wildcards of a pattern stand for, when it matches the whole path; of a path with unknown steps, whatever they are.
 * `{name=**}` takes one or more steps under version 1, where it only works at the end, and none or more under version 2.
 */
export function matchPath(pattern: readonly PatternSegment[], path: readonly RequestSegment[], version: '1' | '2'): Captures | undefined {
  const glob = pattern.findIndex(({ kind }) => kind === 'glob');
  if (glob === -1) return pattern.length === path.length ? captureAll(pattern, path) : undefined;
  const after = pattern.length - glob - 1;
  const taken = path.length - glob - after;
  if (taken < 0 || (version === '1' && (taken === 0 || after > 0))) return undefined;
  const before = captureAll(pattern.slice(0, glob), path.slice(0, glob));
  const behind = captureAll(pattern.slice(glob + 1), path.slice(glob + taken));
  const segment = pattern[glob];
  if (before === undefined || behind === undefined || segment?.kind !== 'glob') return undefined;
  return new Map([...before, [segment, pathOf(path.slice(glob, glob + taken))], ...behind]);
}

function captureAll(pattern: readonly PatternSegment[], path: readonly RequestSegment[]): Captures | undefined {
  const captures = new Map<CaptureSegment | GlobSegment, Value>();
  for (const [at, segment] of pattern.entries()) {
    const step = path[at];
    if (step === undefined) return undefined;
    if (segment.kind === 'literal' && step !== segment.text) return undefined;
    if (segment.kind === 'literal') continue;
    if (segment.kind === 'glob' || (typeof step !== 'string' && step.kind === 'any-depth')) return undefined;
    captures.set(segment, typeof step === 'string' ? string(step) : step);
  }
  return captures;
}

function pathOf(steps: readonly RequestSegment[]): Value {
  const names = steps.filter((step) => typeof step === 'string');
  return names.length === steps.length ? { kind: 'path', segments: names } : present('the rest of the path');
}
