import { distinct } from '../values/lookup-in.ts';
import { int, type SetValue } from '../values/value.ts';
import { hasAll, hasAny, hasOnly, without } from './list-methods.ts';
import { getter, itemsOf, type Methods } from './method.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.Set */
export const setMethods: Methods<SetValue> = {
  size: getter(({ items }) => int(items.length)),
  difference: { takes: ['set'], run: ({ items }, [other]) => ({ kind: 'set', items: without(items, itemsOf(other)) }) },
  intersection: { takes: ['set'], run: ({ items }, [other]) => ({ kind: 'set', items: without(items, without(items, itemsOf(other))) }) },
  union: { takes: ['set'], run: ({ items }, [other]) => ({ kind: 'set', items: distinct([...items, ...itemsOf(other)]) }) },
  hasAll: { takes: ['collection'], run: ({ items }, [other]) => hasAll(items, itemsOf(other)) },
  hasAny: { takes: ['collection'], run: ({ items }, [other]) => hasAny(items, itemsOf(other)) },
  hasOnly: { takes: ['collection'], run: ({ items }, [other]) => hasOnly(items, itemsOf(other)) },
};
