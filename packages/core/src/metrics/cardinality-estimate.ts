const registers = 1024;
const indexBits = 10;
/** Bias correction of HyperLogLog for 1024 registers. */
const alpha = 0.7213 / (1 + 1.079 / registers);

/**
 * Counts distinct strings in one kilobyte, within some 3 % (one standard deviation), however many there are.
 * @see Flajolet et al., "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm" (2007)
 */
export class DistinctEstimate {
  readonly #greatestRank = new Uint8Array(registers);

  add(value: string): void {
    const bits = hash(value);
    const register = bits >>> (32 - indexBits);
    const rank = Math.min(Math.clz32(bits << indexBits), 32 - indexBits) + 1;
    if (rank > this.#greatestRank[register]!) this.#greatestRank[register] = rank;
  }

  get count(): number {
    let inverse = 0;
    let empty = 0;
    for (const rank of this.#greatestRank) {
      inverse += 2 ** -rank;
      if (rank === 0) empty++;
    }
    const estimate = (alpha * registers * registers) / inverse;
    // Few values: counting the empty registers is closer.
    return Math.round(estimate <= 2.5 * registers && empty > 0 ? registers * Math.log(registers / empty) : estimate);
  }
}

/** FNV-1a over the UTF-16 units, then the finaliser of MurmurHash3, since FNV alone leaves the upper bits alike. */
function hash(value: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < value.length; at++) bits = Math.imul(bits ^ value.charCodeAt(at), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
