/** Bits of a double, read without allocation. */
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
double[0] = 1;
/** Where the word with sign and exponent lies: 1 on little-endian machines. */
const high = words[0] === 0 ? 1 : 0;

/** The finest scale whose index comes from a table; the scale that SORA records at. */
export const tableScale = 5;
const cells = 64;
const bounds = octaveBounds(tableScale);
/** Per 1/64 of an octave: the last bound at or below its start. A cell is narrower than a bucket, so at most one more bound lies inside. */
const lastBoundBefore = Uint8Array.from({ length: cells }, (_, cell) => bounds.findLastIndex((bound) => bound <= 1 + cell / cells));

/**
 * Index of the bucket that holds a value: bucket i covers (base^i, base^(i+1)] with base = 2^(2^-scale), as in OTLP.
 * From a table and not a logarithm: engines round Math.log2 differently, which would put a value near an edge into
 * different buckets on a phone and a server; and a power of two, one of the exact Prometheus bounds, always falls below its edge.
 * @param value positive and finite
 * @param scale -10 to 20
 * @see OpenTelemetry metrics data model, "ExponentialHistogram"
 */
export function bucketIndex(value: number, scale: number): number {
  double[0] = value;
  let top = words[high]!;
  let exponent = (top >>> 20) - 1023;
  if (exponent === -1023) {
    double[0] = value * 2 ** 54;
    top = words[high]!;
    exponent = (top >>> 20) - 1023 - 54;
  }
  words[high] = (top & 0xfffff) | 0x3ff00000;
  const mantissa = double[0];
  const bound = lastBoundBefore[(top >>> 14) & (cells - 1)]!;
  const part = bound - 1 + Number(mantissa > bounds[bound]!) + Number(mantissa > bounds[bound + 1]!);
  const index = exponent * 2 ** tableScale + part;
  return scale <= tableScale ? index >> (tableScale - scale) : refine(index, exponent + Math.log2(mantissa), scale);
}

/** Lower edge of a bucket: 0 below the least double, Infinity beyond the greatest. */
export function lowerEdge(index: number, scale: number): number {
  return 2 ** (index / 2 ** scale);
}

/** Least and greatest index a double can have at this scale; the edges of the world for counts that arrive from elsewhere. */
export function indexRange(scale: number): { readonly least: number; readonly greatest: number } {
  return { least: bucketIndex(Number.MIN_VALUE, scale), greatest: bucketIndex(Number.MAX_VALUE, scale) };
}

/** Held inside the table's bucket, so that a finer histogram scaled down equals one recorded coarse. */
function refine(index: number, logarithm: number, scale: number): number {
  const parts = 2 ** (scale - tableScale);
  const fine = Math.ceil(logarithm * 2 ** scale) - 1;
  return Math.min(Math.max(fine, index * parts), (index + 1) * parts - 1);
}

/** 2^(j / 2^scale) for j from 0 to 2^scale, by square roots alone: they are rounded the same way on every machine. */
function octaveBounds(scale: number): Float64Array {
  let roots = [1];
  for (let level = 0; level < scale; level++) roots = [...roots, ...roots.map((root) => 2 * root)].map(Math.sqrt);
  return Float64Array.of(...roots, 2);
}
