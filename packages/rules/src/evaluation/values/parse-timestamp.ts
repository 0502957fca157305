const format = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Nanoseconds since 1970 of an ISO 8601 time with seconds and zone; `undefined` for any other text. */
export function parseTimestamp(text: string): bigint | undefined {
  const found = format.exec(text);
  if (found === null) return undefined;
  const [, seconds = '', fraction = '', zone = 'Z'] = found;
  const wholeMs = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(wholeMs) ? undefined : BigInt(wholeMs) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
