/** @see RFC 1321, section 3.4 */
const constants = Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));
const shifts = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const;

/** Broken as a signature; here because the language offers it for comparing contents. */
export function md5(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const view = new DataView(padded(bytes).buffer);
  for (let at = 0; at < view.byteLength; at += 64) mixBlock(state, view, at);
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, at) => digest.setUint32(at * 4, word, true));
  return new Uint8Array(digest.buffer);
}

function mixBlock(state: Uint32Array, view: DataView, from: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step += 1) {
    const { mix, word } = stepOf(step, { b, c, d });
    const sum = (a + mix + (constants[step] ?? 0) + view.getUint32(from + word * 4, true)) | 0;
    const by = shifts[step >> 4]?.[step % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0];
  }
  [a, b, c, d].forEach((word, at) => { state[at] = (state[at] ?? 0) + word; });
}

function stepOf(step: number, { b, c, d }: { readonly b: number; readonly c: number; readonly d: number }): { readonly mix: number; readonly word: number } {
  if (step < 16) return { mix: (b & c) | (~b & d), word: step };
  if (step < 32) return { mix: (d & b) | (~d & c), word: (5 * step + 1) % 16 };
  if (step < 48) return { mix: b ^ c ^ d, word: (3 * step + 5) % 16 };
  return { mix: c ^ (b | ~d), word: (7 * step) % 16 };
}

function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  result.set(bytes);
  result[bytes.length] = 0x80;
  new DataView(result.buffer).setBigUint64(result.length - 8, BigInt(bytes.length) * 8n, true);
  return result;
}
