const escapes = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([0-3][0-7]{2})|(.))/g;
const named: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What a string token says: without its quotes, escapes resolved. */
export function stringValue(token: string): string {
  return unquoted(token).replace(escapes, (_all, hex?: string, unicode?: string, octal?: string, letter = '') => {
    const code = hex ?? unicode;
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    return named[letter] ?? letter;
  });
}

/** The bytes of `b'…'`: characters as UTF-8, octal and hexadecimal escapes as single bytes. */
export function bytesValue(token: string): Uint8Array {
  const bytes: number[] = [];
  const text = unquoted(token.slice(1));
  let last = 0;
  for (const found of text.matchAll(escapes)) {
    bytes.push(...utf8(text.slice(last, found.index)), ...escapedBytes(found));
    last = found.index + found[0].length;
  }
  bytes.push(...utf8(text.slice(last)));
  return Uint8Array.from(bytes);
}

function escapedBytes([all, hex, , octal]: RegExpMatchArray): Iterable<number> {
  if (hex !== undefined) return [parseInt(hex, 16)];
  if (octal !== undefined) return [parseInt(octal, 8)];
  return utf8(stringValue(`'${all}'`));
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function unquoted(token: string): string {
  return token.slice(1, -1);
}
