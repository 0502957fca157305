/** Lets so many in at a time; the others wait in line. */
export interface Turnstile {
  pass<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurnstile(atOnce: number): Turnstile {
  const line: (() => void)[] = [];
  let inside = 0;
  return {
    async pass(work) {
      if (inside >= atOnce) await new Promise<void>((enter) => { line.push(enter); });
      else inside += 1;
      try {
        return await work();
      } finally {
        // Whoever is next takes this place.
        const next = line.shift();
        if (next === undefined) inside -= 1;
        else next();
      }
    },
  };
}
