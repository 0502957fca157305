const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * The lane, from 0 to `laneCount` - 1, of this account. A linked group goes by its first operation.
 * @see "The FNV Non-Cryptographic Hash Algorithm", draft-eastlake-fnv: FNV-1a, 32 bits. Account ids are ASCII, so code units are bytes.
 */
export function laneOf(account: string, laneCount: number): number {
  let hash = fnvOffset;
  for (let i = 0; i < account.length; i++) hash = Math.imul(hash ^ account.charCodeAt(i), fnvPrime);
  return (hash >>> 0) % laneCount;
}
