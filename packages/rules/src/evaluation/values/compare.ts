import type { Value } from './value.ts';

/** Below 0, 0 or above 0 as `<` sees it; `undefined` for values that have no order between them. */
export function compare(a: Value, b: Value): number | undefined {
  if ((a.kind === 'int' || a.kind === 'float') && (b.kind === 'int' || b.kind === 'float')) return order(a.value, b.value);
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.value, b.value);
  if (a.kind === 'timestamp' && b.kind === 'timestamp') return order(a.nanos, b.nanos);
  if (a.kind === 'duration' && b.kind === 'duration') return order(a.nanos, b.nanos);
  if (a.kind === 'bytes' && b.kind === 'bytes') return compareBytes(a.value, b.value);
  return undefined;
}

function order(a: bigint | number, b: bigint | number): number | undefined {
  if (a < b) return -1;
  if (a > b) return 1;
  // Neither, and not equal: one is not a number.
  return Number.isNaN(a) || Number.isNaN(b) ? undefined : 0;
}

/** By code point, as UTF-8 sorts; UTF-16 units would put emoji before some letters. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : compareBytes(new TextEncoder().encode(a), new TextEncoder().encode(b));
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at] ?? 0) - (b[at] ?? -1);
}
