/** A text by code points, as the language counts: an emoji of one code point is one. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}
