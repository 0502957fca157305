const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const notInAlphabet = 255;
const sextets = new Uint8Array(128).fill(notInAlphabet);
for (let value = 0; value < alphabet.length; value++) sextets[alphabet.charCodeAt(value)] = value;

/**
 * Bytes of a base64 text, with or without padding; undefined for anything else.
 * Own code, since core runs where neither Buffer nor Uint8Array.fromBase64 is sure to exist.
 * @see RFC 4648, section 4
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const length = unpaddedLength(text);
  if (length % 4 === 1) return undefined;
  const bytes = new Uint8Array((length * 3) >> 2);
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let at = 0; at < length; at++) {
    const sextet = sextets[text.charCodeAt(at)] ?? notInAlphabet;
    if (sextet === notInAlphabet) return undefined;
    bits = ((bits << 6) | sextet) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[written++] = bits >> held;
  }
  return bytes;
}

function unpaddedLength(text: string): number {
  if (text.length % 4 !== 0) return text.length;
  return text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
}
