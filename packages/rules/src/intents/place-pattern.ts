import type { ServiceName } from '../language/names/language-names.ts';
import { isSameName, type Place } from './place.ts';

/** The path of an intent, read. */
export interface PlacePattern {
  readonly names: readonly (string | undefined)[];
}

/** Reads `users/{user}/notes/{note}`; undefined when it is not a path. A `{rest=**}` at the end says only that anything may follow. */
export function placePatternOf(text: string): PlacePattern | undefined {
  const segments = text.split('/').filter((segment) => segment !== '');
  if (segments.length === 0 || !segments.every((segment) => /^(\{\w+(=\*\*)?\}|[^{}]+)$/.test(segment))) return undefined;
  return { names: segments.filter((segment) => !segment.endsWith('=**}')).map((segment) => (segment.startsWith('{') ? undefined : segment)) };
}

/**
 * How well a pattern fits a place: undefined when it does not; otherwise the one that compares greater is the more exact.
 * Firestore patterns fit the end of a place, so that collections are known wherever they lie; Storage patterns anywhere in it.
 */
export function fitOf({ names }: PlacePattern, place: Place, service: ServiceName): string | undefined {
  const exactness = names.toReversed().map((name) => (name === undefined ? '0' : '1')).join('');
  if (service === 'cloud.firestore') return fitsAt(names, place.names.slice(-names.length)) ? exactness : undefined;
  const starts = Array.from({ length: Math.max(0, place.names.length - names.length + 1) }, (_, at) => at);
  const first = starts.find((at) => fitsAt(names, place.names.slice(at, at + names.length)));
  return first === undefined ? undefined : `${names.some((name) => name !== undefined) ? 1 : 0}${9 - Math.min(9, first)}${exactness}`;
}

function fitsAt(pattern: PlacePattern['names'], names: Place['names']): boolean {
  return pattern.length === names.length && pattern.every((name, at) => name === undefined || (names[at] !== undefined && isSameName(name, names[at])));
}
