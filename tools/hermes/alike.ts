const matches = '__matches';

/** Stands for any value that this is true of, wherever values are compared. */
export function isAny(isRight: (value: unknown) => boolean): { readonly [matches]: (value: unknown) => boolean } {
  return { [matches]: isRight };
}

/** Equal in depth; a field that is undefined is as good as none. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isObject(b) && typeof b[matches] === 'function') return (b[matches] as (value: unknown) => boolean)(a);
  if (!isObject(a) || !isObject(b) || kindOf(a) !== kindOf(b)) return false;
  if (a instanceof Map || a instanceof Set) return isAlike(Array.from(a as Iterable<unknown>), Array.from(b as unknown as Iterable<unknown>));
  if (a instanceof Error) return a.message === (b as unknown as Error).message;
  if (Array.isArray(a) && a.length !== (b as unknown as readonly unknown[]).length) return false;
  const names = Object.keys({ ...a, ...b });
  return names.every((name) => isAlike(a[name], b[name]));
}

/** True when `value` has at least these fields, in depth. */
export function includesFields(value: unknown, fields: unknown): boolean {
  if (!isObject(fields) || typeof fields[matches] === 'function' || !isObject(value)) return isAlike(value, fields);
  if (Array.isArray(fields)) return Array.isArray(value) && value.length === fields.length && fields.every((field, i) => includesFields(value[i], field));
  return Object.keys(fields).every((name) => includesFields(value[name], fields[name]));
}

export function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each)) ?? String(value);
    return text.length > 500 ? `${text.slice(0, 500)}…` : text;
  } catch {
    return '[unprintable]';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function kindOf(value: object): string {
  return Object.prototype.toString.call(value);
}
