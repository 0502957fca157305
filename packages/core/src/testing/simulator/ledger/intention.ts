/** Keys tell what they were made for: `12-3.0` is the first operation of the third intention of client 12. A key made anew for the same intention ends with `~`. */
export function intentionOf(key: string): string {
  const end = key.indexOf('~');
  return end < 0 ? key : key.slice(0, end);
}
