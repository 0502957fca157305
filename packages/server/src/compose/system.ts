import { hash } from 'node:crypto';
import type { Clock, Random, Sha256, Timers } from '@sora/core';

/** What core may not reach for itself, as this machine has it. */
export const systemClock: Clock = { nowMs: () => Date.now() };

export const systemRandom: Random = { next: () => Math.random() };

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const sha256: Sha256 = (text) => hash('sha256', text);
