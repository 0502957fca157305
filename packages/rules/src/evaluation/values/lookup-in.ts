import { has } from './equals.ts';
import type { Value } from './value.ts';

/** Answers if a value is among items. Built once for many questions: of strings, which fields and ids are, each is one look-up. */
export function lookupIn(items: readonly Value[]): (value: Value) => boolean | undefined {
  if (!areTexts(items)) return (value) => has(items, value);
  const texts = new Set(items.map((item) => (item.kind === 'string' ? item.value : '')));
  return (value) => (value.kind === 'unknown' ? has(items, value) : value.kind === 'string' && texts.has(value.value));
}

export function areTexts(items: readonly Value[]): boolean {
  return items.every(({ kind }) => kind === 'string');
}

/** The first of all that are equal; what may or may not be equal stays. */
export function distinct(items: readonly Value[]): readonly Value[] {
  if (areTexts(items)) return [...new Map(items.map((item) => [item.kind === 'string' ? item.value : '', item])).values()];
  const kept: Value[] = [];
  for (const item of items) if (has(kept, item) !== true) kept.push(item);
  return kept;
}
