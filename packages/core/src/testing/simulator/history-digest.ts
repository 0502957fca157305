/** Takes in everything that happens, in its order. */
export interface HistoryDigest {
  add(text: string): void;
  /** 16 hexadecimal digits. */
  value(): string;
}

/** Two histories that differ have the same digest once in 2^64; no protection against anybody. FNV-1a, twice. */
export function historyDigest(): HistoryDigest {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  return {
    add(text) {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        one = Math.imul(one ^ unit, 0x01000193);
        other = Math.imul(other ^ unit ^ (one >>> 17), 0x85ebca6b);
      }
    },
    value: () => [one, other].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join(''),
  };
}
