/** The offset of the next character that is neither white space nor comment. */
export function skipBlank(source: string, from: number): number {
  let at = from;
  for (let end = endOfBlank(source, at); end > at; end = endOfBlank(source, at)) at = end;
  return at;
}

/** The offset of the next character that is no white space. */
export function skipSpace(source: string, from: number): number {
  let at = from;
  while (isSpace(source.charCodeAt(at))) at += 1;
  return at;
}

function endOfBlank(source: string, at: number): number {
  if (isSpace(source.charCodeAt(at))) return at + 1;
  if (source.startsWith('//', at)) return orEnd(source.indexOf('\n', at), source);
  if (!source.startsWith('/*', at)) return at;
  const close = source.indexOf('*/', at + 2);
  return close === -1 ? at : close + 2;
}

/** Tab, line feed, form feed, carriage return, space: what the official lexer hides, and no more. */
function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
}

function orEnd(at: number, source: string): number {
  return at === -1 ? source.length : at;
}
