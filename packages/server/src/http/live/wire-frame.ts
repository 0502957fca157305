/** What marks a whole text frame of a server: FIN and opcode 1, not masked. */
const textFrame = 0x81;

/**
 * A text as it goes over the wire, to be written to any number of sockets as it is. The library frames it anew for each and writes head and
 * body apart: a third more processor time for a room of ten thousand.
 * @see RFC 6455, section 5.2, for the three forms of a length
 */
export function wireFrame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const headSize = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headSize + size);
  frame[0] = textFrame;
  frame[1] = size < 126 ? size : size < 65_536 ? 126 : 127;
  if (headSize === 4) frame.writeUInt16BE(size, 2);
  if (headSize === 10) frame.writeBigUInt64BE(BigInt(size), 2);
  frame.write(text, headSize);
  return frame;
}
