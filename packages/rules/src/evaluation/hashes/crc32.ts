/** Polynomials, reversed: IEEE 802.3, and Castagnoli for crc32c. */
const tables = { crc32: tableOf(0xedb88320), crc32c: tableOf(0x82f63b78) } as const;

/** Four bytes, most significant first. */
export function crc32(bytes: Uint8Array, kind: 'crc32' | 'crc32c'): Uint8Array {
  const table = tables[kind];
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (table[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  const digest = new DataView(new ArrayBuffer(4));
  digest.setUint32(0, ~sum);
  return new Uint8Array(digest.buffer);
}

function tableOf(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}
