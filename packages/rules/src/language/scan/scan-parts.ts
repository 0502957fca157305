const identifier = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const number = /(?:0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+/y;
/** Characters of a path segment: RFC 3986 `pchar` without brackets, commas, semicolons, `=`, `!` and `$`. */
const pathSegment = /\/(?:(?:[A-Za-z0-9\-._~&'*+:@]|%[0-9A-Fa-f]{2})+|\((?:[A-Za-z0-9\-._~&'*+:@]|%[0-9A-Fa-f]{2})+\))/y;
const escape = String.raw`\\(?:["'\\bfnrt]|x[0-9A-Fa-f]{2}|[0-3][0-7]{2}|u[0-9A-Fa-f]{4})`;
/** Typographic quotes and their Windows code points are left out, as the official lexer does: they come from a word processor. */
const doubleQuoted = new RegExp(`"(?:[^\\b\\n\\f\\r"\\\\\\u0093\\u0094\\u201c\\u201d]+|${escape})*`, 'uy');
const singleQuoted = new RegExp(`'(?:[^\\b\\n\\f\\r'\\\\\\u0091\\u0092\\u2018\\u2019]+|${escape})*`, 'uy');

/** The offset after the name at `start`; `start` when there is none. */
export function scanIdentifier(source: string, start: number): number {
  return endOf(identifier, source, start) ?? start;
}

export function scanPathSegment(source: string, start: number): number {
  return source[start] === '/' ? (endOf(pathSegment, source, start) ?? start) : start;
}

export function scanDigits(source: string, start: number): { readonly kind: 'int' | 'float'; readonly end: number } | undefined {
  const end = endOf(number, source, start);
  if (end === undefined) return undefined;
  return { kind: source.slice(start, end).includes('.') ? 'float' : 'int', end };
}

/** A string as far as it goes; not closed when its line, a typographic quote or a bad escape ends it. */
export function scanString(source: string, start: number): { readonly closed: boolean; readonly end: number } | undefined {
  const quote = source[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = endOf(quote === '"' ? doubleQuoted : singleQuoted, source, start) ?? start + 1;
  return source[end] === quote ? { closed: true, end: end + 1 } : { closed: false, end };
}

function endOf(pattern: RegExp, source: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}
