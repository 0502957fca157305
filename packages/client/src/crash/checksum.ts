/**
 * FNV-1a over the text's UTF-16 units, as 8 hexadecimal digits. Not CRC-32, whose promise about short bursts is for noisy lines: what has to be
 * told here is a whole slot from the beginning of one, or from the end of an older one, and one multiplication a unit with no table is quick in
 * an interpreter too. A damaged slot passes once in 2^32.
 */
export function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
