import type { CapsuleSlots } from '../ports/capsule-slots.ts';
import { type Capsule, decodeCapsule } from './capsule.ts';
import { fitCapsule } from './fit-capsule.ts';
import { quietly } from './quietly.ts';

/** The newer whole one of two slots; the next is written over the other, so that a write that is cut off costs nothing but itself. */
export interface CapsuleStore {
  read(): Capsule | undefined;
  /** False when the device refused. */
  write(capsule: Capsule): boolean;
}

export function capsuleStore(slots: CapsuleSlots): CapsuleStore {
  const newest = () => {
    const [first, second] = ([0, 1] as const).map((slot) => ({ slot, ...decodeCapsule(quietly(() => slots.read(slot))) }));
    return (second?.counter ?? -1) > (first?.counter ?? -1) ? second : first;
  };
  return {
    read: () => newest()?.capsule,
    // Read anew each time: another page of the same app may have written meanwhile.
    write(capsule) {
      const last = newest();
      const text = quietly(() => fitCapsule(capsule, (last?.counter ?? 0) + 1));
      return text !== undefined && quietly(() => slots.write(last?.capsule !== undefined && last.slot === 0 ? 1 : 0, text)) === true;
    },
  };
}
