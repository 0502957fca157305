import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Platform } from '../ports/platform.ts';
import { fetchTransport } from './fetch-transport.ts';
import { webSocketOpener } from './web-socket.ts';

const longestTimeoutMs = 2 ** 31 - 1;

/** What every JavaScript platform has under the same name. */
export const ambient: Pick<Platform, 'clock' | 'monotonic' | 'timers' | 'random' | 'sha256' | 'connect' | 'randomId'> = {
  clock: { nowMs: () => Date.now() },
  monotonic: { nowMs: () => performance.now() },
  timers: {
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(delayMs, longestTimeoutMs));
      return () => { clearTimeout(timer); };
    },
  },
  random: { next: () => Math.random() },
  // Synchronous, which the platforms' own is not.
  sha256: (text) => bytesToHex(sha256(utf8ToBytes(text))),
  randomId: () => bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
  connect: (url) => ({ transport: fetchTransport(url, ambient.clock), openLiveSocket: webSocketOpener(url) }),
};
