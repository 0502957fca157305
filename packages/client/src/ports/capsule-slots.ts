/**
 * Two small places that can be written synchronously, for what must be safe before a dying app is dead. Which of them is newer and whether it is
 * whole is the capsule's business (see `crash/capsule.ts`); at most 64 KB each.
 */
export interface CapsuleSlots {
  /** Undefined when nothing is there or it cannot be read; never throws. */
  read(slot: 0 | 1): string | undefined;
  /** False when it could not be written; never throws. */
  write(slot: 0 | 1, text: string): boolean;
}
