import type { Clock, Random, Timers } from '@sora/core';
import type { CapsuleSlots } from './capsule-slots.ts';
import type { Device } from './device.ts';
import type { ErrorHooks } from './error-hooks.ts';
import type { JournalOpener } from './journal.ts';
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
  readonly capsule: CapsuleSlots;
  readonly device: Device;
  readonly errors: ErrorHooks;
  readonly leadership: Leadership;
  /** @param url address of the server, without a path */
  connect(url: string): { readonly transport: Transport; readonly openLiveSocket: LiveSocketOpener };
}
