import type { Device } from '../ports/device.ts';

/** A program has no screen: it is always there, and draws no frames. */
export function nodeDevice(): Device {
  return {
    visibility: 'visible',
    onVisibility: () => () => undefined,
    isOnline: undefined,
    onConnectivity: () => () => undefined,
    onFrame: undefined,
    memory: () => ({ kind: 'process', bytes: process.memoryUsage.rss() }),
    // The monotonic clock of Node.js begins with the process.
    startedAtMonoMs: 0,
    reload: undefined,
    platform: 'node',
  };
}
