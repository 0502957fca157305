import type { PatternSegment } from '../language/ast.ts';
import type { ServiceName } from '../language/names/language-names.ts';

/** Where the documents (files) of a match lie, as far as it names them. */
export interface Place {
  /** Names as in the file; undefined for a wildcard. Firestore: pairs of collection and document. */
  readonly names: readonly (string | undefined)[];
  /** It holds for whatever lies below, too. */
  readonly isSubtree: boolean;
}

/** @param below the match's path after the service's root */
export function placeOf(below: readonly PatternSegment[], service: ServiceName): Place {
  const withoutGlob = below.filter(({ kind }) => kind !== 'glob');
  const isSubtree = below.at(-1)?.kind === 'glob';
  const names = withoutGlob.map((segment) => (segment.kind === 'literal' ? segment.text : undefined));
  if (service === 'firebase.storage') return { names, isSubtree };
  return withoutUnnamed(below[0]?.kind === 'glob' || names.length % 2 === 0 ? names : [...names, undefined], isSubtree);
}

/** Pairs at the end whose collection is a wildcard lie somewhere below what is named. */
function withoutUnnamed(names: Place['names'], isSubtree: boolean): Place {
  return names.length >= 2 && names.at(-2) === undefined ? withoutUnnamed(names.slice(0, -2), true) : { names, isSubtree };
}

/** If both name the same, but for case, `_` and `-`. */
export function isSameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}
