import { map, type MapValue, type PathValue, present, string, type Value } from './values/value.ts';

/** What `resource` and `get()` give of a document: its fields, its id, its path. */
export function documentValue(path: PathValue, fields: Value): MapValue {
  const last = path.segments.at(-1);
  const id = typeof last === 'string' ? string(last) : present('the id');
  return map([['data', fields], ['id', id], ['__name__', path]]);
}
