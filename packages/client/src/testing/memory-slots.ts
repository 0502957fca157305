import type { CapsuleSlots } from '../ports/capsule-slots.ts';

/** Slots that a test can look into and damage; a disk that outlives runs. */
export interface MemorySlots extends CapsuleSlots {
  readonly texts: [string | undefined, string | undefined];
}

export function memorySlots(): MemorySlots {
  const texts: [string | undefined, string | undefined] = [undefined, undefined];
  return {
    texts,
    read: (slot) => texts[slot],
    write: (slot, text) => {
      texts[slot] = text;
      return true;
    },
  };
}
