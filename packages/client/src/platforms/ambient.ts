import type { Platform } from '../ports/platform.ts';
import { fetchTransport } from './fetch-transport.ts';
import { memoryJournal } from './memory-journal.ts';
import { webSocketOpener } from './web-socket.ts';

const longestTimeoutMs = 2 ** 31 - 1;

/** What every JavaScript platform has under the same name. */
export const ambient: Pick<Platform, 'clock' | 'monotonic' | 'timers' | 'random' | 'connect' | 'openMemory' | 'randomId'> = {
  clock: { nowMs: () => Date.now() },
  monotonic: { nowMs: () => performance.now() },
  timers: {
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(delayMs, longestTimeoutMs));
      return () => { clearTimeout(timer); };
    },
  },
  random: { next: () => Math.random() },
  randomId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 0x100).toString(16).slice(1)).join(''),
  openMemory: () => memoryJournal(),
  connect: (url) => ({ transport: fetchTransport(url, ambient.clock), openLiveSocket: webSocketOpener(url) }),
};
