const words = [
  'size toBase64 toHexString lower upper matches replace split toUtf8 trim',
  'concat hasAll hasAny hasOnly join removeAll toSet difference intersection union bind',
  'diff get keys values addedKeys affectedKeys changedKeys removedKeys unchangedKeys',
  'date day dayOfWeek dayOfYear hours minutes month nanos seconds time toMillis year value',
  'distance latitude longitude crc32 crc32c md5 sha256',
  'abs ceil floor isInfinite isNaN pow round sqrt exists existsAfter getAfter',
];

/**
 * Every method and namespace function of the language.
 * @see https://firebase.google.com/docs/reference/rules/rules
 */
export const knownMethods: ReadonlySet<string> = new Set(words.flatMap((line) => line.split(' ')));
