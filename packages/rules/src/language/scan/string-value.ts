const escapes = /\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[0-3][0-7]{2}|.)/g;
const named: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What a string token says: without its quotes, escapes resolved. */
export function stringValue(token: string): string {
  return unquoted(token).replace(escapes, (escape) => resolved(escape));
}

/** `\n` as the character it stands for. */
function resolved(escape: string): string {
  const kind = escape.charAt(1);
  if (kind === 'x' || kind === 'u') return String.fromCharCode(parseInt(escape.slice(2), 16));
  if (kind >= '0' && kind <= '3') return String.fromCharCode(parseInt(escape.slice(1), 8));
  return named[kind] ?? kind;
}

/** The bytes of `b'…'`: characters as UTF-8, octal and hexadecimal escapes as single bytes. */
export function bytesValue(token: string): Uint8Array {
  const bytes: number[] = [];
  const text = unquoted(token.slice(1));
  let last = 0;
  for (const found of text.matchAll(escapes)) {
    bytes.push(...utf8(text.slice(last, found.index)), ...escapedBytes(found[0]));
    last = found.index + found[0].length;
  }
  bytes.push(...utf8(text.slice(last)));
  return Uint8Array.from(bytes);
}

function escapedBytes(escape: string): Iterable<number> {
  const text = resolved(escape);
  return escape.charAt(1) === 'u' ? utf8(text) : [text.charCodeAt(0)];
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function unquoted(token: string): string {
  return token.slice(1, -1);
}
