import type { Clock, Random, Timers } from '@sora/core';
import type { CapsuleSlots } from './capsule-slots.ts';
import type { Device } from './device.ts';
import type { ErrorHooks } from './error-hooks.ts';
import type { Journal, JournalOpener } from './journal.ts';
import type { Leadership } from './leadership.ts';
import type { LiveSocketOpener, Transport } from './transport.ts';

/** Everything the client needs of a device. One file of `platforms/` makes one; tests make theirs. */
export interface Platform {
  /** Of the wall; a user may set it to anything. For what is shown or compared across starts, never for waiting. */
  readonly clock: Clock;
  /** Never goes back; begins anywhere at each start. */
  readonly monotonic: Clock;
  readonly timers: Timers;
  /** For what nobody waits for: they keep no program from ending. Default: `timers`. */
  readonly quietTimers?: Timers;
  readonly random: Random;
  /** 128 random bits that nobody can guess, as 32 hexadecimal digits. */
  randomId(): string;
  readonly openJournal: JournalOpener;
  /** For what a device that opens none has to keep until the app is closed; `memoryJournal`. */
  openMemory(): Journal;
  readonly capsule: CapsuleSlots;
  readonly device: Device;
  readonly errors: ErrorHooks;
  readonly leadership: Leadership;
  /** Where several pages share the capsule: tells when the run before this one is another page, that lives. @param runs by the names of their starts */
  whenLastRunLives?(runs: { readonly own: string; readonly last: string | undefined }, tell: () => void): void;
  /** @param url address of the server, without a path */
  connect(url: string): { readonly transport: Transport; readonly openLiveSocket: LiveSocketOpener };
}
