/**
 * States what must hold here; a violation is a bug of ours, never bad input.
 * @throws {Error} with the given sentence
 */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${sentence}`);
}
