import type { Random } from '../kernel/random.ts';

/** Most viewers that are named. */
export const maxSampledViewers = 50;

/**
 * Some of them, each with the same chance, without holding more than the answer.
 * @see J. S. Vitter, "Random Sampling with a Reservoir" (1985), Algorithm R
 */
export function sampleViewers(viewers: Iterable<string>, random: Random, size: number = maxSampledViewers): readonly string[] {
  const sample: string[] = [];
  let seen = 0;
  for (const viewer of viewers) {
    const place = seen < size ? seen : Math.floor(random.next() * (seen + 1));
    seen += 1;
    if (place < size) sample[place] = viewer;
  }
  return sample;
}
