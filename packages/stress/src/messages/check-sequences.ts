import type { Delivered } from './subscriber.ts';

/** How what subscribers were handed differs from the log. */
export interface SequenceFaults {
  /** Entries that were left out. */
  readonly gaps: number;
  /** Entries that came a second time. */
  readonly doubles: number;
  /** Entries with another digest than in the log. */
  readonly altered: number;
  /** Entries at the end of the log that never came. */
  readonly behind: number;
}

export const noSequenceFaults: SequenceFaults = { gaps: 0, doubles: 0, altered: 0, behind: 0 };

/** @param log the whole log, in order */
export function sequenceFaults(delivered: readonly Delivered[], log: readonly Delivered[]): SequenceFaults {
  const faults = { gaps: 0, doubles: 0, altered: 0 };
  let last = 0;
  for (const { seq, digest } of delivered) {
    if (seq <= last) faults.doubles += 1;
    else faults.gaps += seq - last - 1;
    if (log[seq - 1]?.digest !== digest) faults.altered += 1;
    last = Math.max(last, seq);
  }
  return { ...faults, behind: log.length - last };
}

export function sumOfFaults(all: readonly SequenceFaults[]): SequenceFaults {
  const sum = (name: keyof SequenceFaults) => all.reduce((total, faults) => total + faults[name], 0);
  return { gaps: sum('gaps'), doubles: sum('doubles'), altered: sum('altered'), behind: sum('behind') };
}
