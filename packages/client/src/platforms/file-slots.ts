import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { CapsuleSlots } from '../ports/capsule-slots.ts';
import { quietly } from '../crash/quietly.ts';

const ownerOnly = 0o600;
/** Four times what a slot holds; a longer file is not ours. */
const longestBytes = 262_144;

/** Two files of a folder, on the disk when `write` has answered. */
export function fileSlots(folder: string, name = 'sora-capsule'): CapsuleSlots {
  const fileOf = (slot: 0 | 1) => join(folder, `${name}-${slot}.json`);
  return {
    read: (slot) => quietly(() => (statSync(fileOf(slot)).size > longestBytes ? undefined : readFileSync(fileOf(slot), 'utf8'))),
    write: (slot, text) => quietly(() => {
      mkdirSync(folder, { recursive: true });
      writeDurably(fileOf(slot), text);
      return true;
    }) ?? false,
  };
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'a+', ownerOnly);
  try {
    ftruncateSync(descriptor);
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
