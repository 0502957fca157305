/**
 * Cuts what one side of a connection to PostgreSQL sends into its messages: a letter, then a length that counts itself.
 * @param untyped how many come first without a letter: one from a client, which introduces itself
 * @see PostgreSQL documentation, "Message Formats"
 */
export function postgresMessages(onMessage: (type: string, message: Buffer) => void, untyped = 0): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let untypedLeft = untyped;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let message = firstOf(rest, untypedLeft > 0); message !== undefined; message = firstOf(rest, untypedLeft > 0)) {
      rest = rest.subarray(message.length);
      onMessage(untypedLeft > 0 ? '' : message.toString('latin1', 0, 1), message);
      untypedLeft = Math.max(0, untypedLeft - 1);
    }
  };
}

function firstOf(bytes: Buffer, isUntyped: boolean): Buffer | undefined {
  const lengthAt = isUntyped ? 0 : 1;
  if (bytes.length < lengthAt + 4) return undefined;
  const end = lengthAt + bytes.readInt32BE(lengthAt);
  return bytes.length < end ? undefined : bytes.subarray(0, end);
}
