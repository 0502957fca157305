/**
 * Regular expressions in the RE2 dialect, which the language has. An engine must be linear in the length of the text: a
 * rules file is untrusted input here, and a backtracking engine (the one of JavaScript) can be hung by one pattern.
 * A pattern that RE2 refuses gives `undefined`.
 */
export interface RegexEngine {
  /** If the whole text matches. */
  matches(pattern: string, text: string): boolean | undefined;
  /** Every match replaced. */
  replaceAll(pattern: string, text: string, replacement: string): string | undefined;
  /** The parts between matches. */
  split(pattern: string, text: string): readonly string[] | undefined;
}
