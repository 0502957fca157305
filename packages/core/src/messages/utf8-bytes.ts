/**
 * Bytes of the text in UTF-8; undefined when it has half a surrogate pair, which UTF-8 cannot carry. Counted by hand: core runs where neither
 * TextEncoder nor `isWellFormed` need be.
 */
export function utf8Bytes(text: string): number | undefined {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else {
      if (unit > 0xdbff || !isLowSurrogate(text.charCodeAt(i + 1))) return undefined;
      bytes += 4;
      i += 1;
    }
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
