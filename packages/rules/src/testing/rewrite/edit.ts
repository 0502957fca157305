import type { SourceRange } from '../../language/source-range.ts';

/** A piece of a text and what to put in its place. */
export interface Edit {
  readonly range: Pick<SourceRange, 'start' | 'end'>;
  readonly put: string;
}

/** The text with all edits made; they may not overlap. */
export function edited(source: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => b.range.start.offset - a.range.start.offset);
  return ordered.reduce((text, { range: { start, end }, put }) => text.slice(0, start.offset) + put + text.slice(end.offset), source);
}

export function textOf(source: string, { start, end }: SourceRange): string {
  return source.slice(start.offset, end.offset);
}
