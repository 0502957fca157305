/** How many of something each has; whoever has none is forgotten. */
export interface Counted {
  /** Undefined when that would be more than `max`. @returns how to give it back, once */
  take(key: string, max: number): (() => void) | undefined;
}

export function createCounted(): Counted {
  const counts = new Map<string, number>();
  return {
    take(key, max) {
      const count = counts.get(key) ?? 0;
      if (count >= max) return undefined;
      counts.set(key, count + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        const left = (counts.get(key) ?? 0) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}
