import type { CapsuleSlots } from '../ports/capsule-slots.ts';
import { quietly } from '../crash/quietly.ts';

/**
 * Two items of `localStorage`. They outlive a crash of the page; when the browser itself is killed right after a write, it may be gone.
 * @param storage asked each time, because some browsers throw at the mere name when a user has forbidden storage
 */
export function localStorageSlots(storage: () => Pick<Storage, 'getItem' | 'setItem'>, name = 'sora-capsule'): CapsuleSlots {
  return {
    read: (slot) => quietly(() => storage().getItem(`${name}-${slot}`)) ?? undefined,
    write: (slot, text) => quietly(() => { storage().setItem(`${name}-${slot}`, text); return true; }) ?? false,
  };
}
