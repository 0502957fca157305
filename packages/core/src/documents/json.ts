/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const maxDepth = 16;

/**
 * The one text of a value: names of objects sorted, no spaces, `-0` as `0`. Equal values have equal texts, in every engine. Undefined for what
 * JSON cannot say, for what is nested more than 16 deep, for half a surrogate pair or NUL in a text, which databases and UTF-8 cannot carry,
 * and for a member called `__proto__`, which merges of objects take for something else.
 */
export function canonicalJson(value: unknown, depth = 0): string | undefined {
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || depth >= maxDepth) return undefined;
  return Array.isArray(value) ? wrapped('[]', value.map((each) => canonicalJson(each, depth + 1))) : objectText(value, depth);
}

function objectText(value: object, depth: number): string | undefined {
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => {
    const [key, text] = [name === '__proto__' ? undefined : quoted(name), canonicalJson(each, depth + 1)];
    return key === undefined || text === undefined ? undefined : `${key}:${text}`;
  });
  return wrapped('{}', members);
}

function wrapped(brackets: '[]' | '{}', parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : `${brackets[0]}${parts.join(',')}${brackets[1]}`;
}

/** A half of a surrogate pair is the only thing that JSON.stringify writes as `\ud…`. @see ECMA-262, QuoteJSONString */
function quoted(text: string): string | undefined {
  const json = JSON.stringify(text);
  return /(?<!\\)(\\\\)*\\u(d[89a-f]|0000)/.test(json) ? undefined : json;
}
