import { fitsText } from '../size-limits.ts';
import { every, some } from '../values/equals.ts';
import { distinct, lookupIn } from '../values/lookup-in.ts';
import { boolOrUnknown, failure, int, type ListValue, type Outcome, string, type Value } from '../values/value.ts';
import { getter, itemsOf, type Methods, textOf } from './method.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.List */
export const listMethods: Methods<ListValue> = {
  size: getter(({ items }) => int(items.length)),
  toSet: getter(({ items }) => ({ kind: 'set', items: distinct(items) })),
  concat: { takes: ['list'], run: ({ items }, [other]) => ({ kind: 'list', items: [...items, ...itemsOf(other)] }) },
  removeAll: { takes: ['list'], run: ({ items }, [other]) => ({ kind: 'list', items: without(items, itemsOf(other)) }) },
  join: { takes: ['string'], run: ({ items }, [separator]) => join(items, textOf(separator)) },
  hasAll: { takes: ['collection'], run: ({ items }, [other]) => hasAll(items, itemsOf(other)) },
  hasAny: { takes: ['collection'], run: ({ items }, [other]) => hasAny(items, itemsOf(other)) },
  hasOnly: { takes: ['collection'], run: ({ items }, [other]) => hasOnly(items, itemsOf(other)) },
};

/** The items that are not among the others. */
export function without(items: readonly Value[], others: readonly Value[]): readonly Value[] {
  const isOther = lookupIn(others);
  return items.filter((item) => isOther(item) !== true);
}

/** If all of the others are among the items. */
export function hasAll(items: readonly Value[], others: readonly Value[]): Outcome {
  return boolOrUnknown(every(others.map(lookupIn(items))), 'hasAll');
}

export function hasAny(items: readonly Value[], others: readonly Value[]): Outcome {
  return boolOrUnknown(some(others.map(lookupIn(items))), 'hasAny');
}

/** If every item is among the others: fewer are fine, also none. */
export function hasOnly(items: readonly Value[], others: readonly Value[]): Outcome {
  return boolOrUnknown(every(items.map(lookupIn(others))), 'hasOnly');
}

function join(items: readonly Value[], separator: string): Outcome {
  const texts = items.map((item) => (item.kind === 'string' ? item.value : undefined));
  if (texts.includes(undefined)) return failure('type-mismatch', 'Only a list of strings can be joined.');
  const chars = texts.reduce((sum, text) => sum + (text?.length ?? 0) + separator.length, 0);
  return fitsText(chars) ? string(texts.join(separator)) : failure('limit-reached', 'This text would grow too long.');
}
