import { type ClientPlatform, createPlatform, type Journal, type Transport } from '@sora/client';

/** The real platform of a program on files of this folder, in a process that lives on when the app on it is killed. */
export interface MortalPlatform {
  readonly platform: ClientPlatform;
  /** From now on nothing of this app reaches the disk or the network, and no timer of it ends. */
  kill(): Promise<void>;
}

/** So much faster runs the clock that the app waits by. */
const haste = 200;

export function mortalPlatform(folder: string, transport: Transport): MortalPlatform {
  const real = createPlatform({ folder });
  const open = new Set<Journal>();
  let isDead = false;
  const never = () => new Promise<never>(() => undefined);
  const platform: ClientPlatform = {
    ...real,
    // The hooks of a process are those of its tests.
    errors: { install: () => () => undefined },
    monotonic: { nowMs: () => real.monotonic.nowMs() * haste },
    timers: { after: (delayMs, run) => real.timers.after(delayMs / haste, () => { if (!isDead) run(); }) },
    connect: (url) => ({ ...real.connect(url), transport: async (request) => {
      if (isDead) return never();
      const answer = await transport(request);
      return isDead ? never() : answer;
    } }),
    async openJournal(name) {
      const { journal, setAside } = await real.openJournal(name);
      open.add(journal);
      return { setAside, journal: { ...journal, change: (reads, decide) => (isDead ? never() : journal.change(reads, decide)) } };
    },
    capsule: { read: real.capsule.read, write: (slot, text) => !isDead && real.capsule.write(slot, text) },
  };
  return {
    platform,
    async kill() {
      isDead = true;
      for (const journal of open) await journal.close();
    },
  };
}
