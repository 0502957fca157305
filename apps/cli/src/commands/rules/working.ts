/** Says at a terminal what takes its time, for as long as it does. */
export function working<Result>(what: string, work: () => Result): Result {
  if (!process.stderr.isTTY) return work();
  process.stderr.write(`${what} …`);
  try {
    return work();
  } finally {
    process.stderr.write('\r\u001b[2K');
  }
}
