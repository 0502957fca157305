const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * The lane, from 0 to `laneCount` - 1, that books for this payer. A linked group goes by the payer of its first operation.
 * @see "The FNV Non-Cryptographic Hash Algorithm", draft-eastlake-fnv: FNV-1a, 32 bits. Account ids are ASCII, so code units are bytes.
 */
export function laneOf(payer: string, laneCount: number): number {
  let hash = fnvOffset;
  for (let i = 0; i < payer.length; i++) hash = Math.imul(hash ^ payer.charCodeAt(i), fnvPrime);
  return (hash >>> 0) % laneCount;
}
