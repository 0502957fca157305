import { invariant } from '../kernel/invariant.ts';

/** What names a frame for ever. */
export interface FrameId {
  readonly tenant: string;
  readonly install: string;
  readonly boot: string;
  readonly seq: number;
}

/** Tells frames seen before from new ones, in bounded memory. */
export interface FrameWindow {
  /** `new` once per frame, `repeated` ever after; taking a frame marks it. */
  admit(frame: FrameId): 'new' | 'repeated';
  readonly counts: FrameWindowCounts;
}

export interface FrameWindowCounts {
  /** Boots remembered now. */
  readonly boots: number;
  /** Boots forgotten for want of room: a repeat of theirs would count twice. */
  readonly forgotten: number;
  /** Frames so late that new and repeated could not be told apart; they were taken for repeats. */
  readonly tooLate: number;
}

/** How far behind the newest frame of its boot a late one is still told from a repeat. */
export const frameWindowSize = 64;

/** The newest 64 frames of a boot: bit i of (`high`, `low`) stands for frame `highest - i`. */
interface Seen {
  highest: number;
  low: number;
  high: number;
}

/** @param maxBoots how many boots are remembered, from 2; about 300 bytes each. At least the half heard last stays. */
export function frameWindow(maxBoots: number): FrameWindow {
  const boots = new TwoGenerations(Math.floor(maxBoots / 2));
  let tooLate = 0;
  return {
    admit({ tenant, install, boot, seq }) {
      const seen = boots.get(`${tenant} ${install} ${boot}`);
      if (seq > seen.highest) return advance(seen, seq);
      if (seen.highest - seq < frameWindowSize) return mark(seen, seen.highest - seq);
      tooLate += 1;
      return 'repeated';
    },
    get counts() {
      return { boots: boots.size, forgotten: boots.forgotten, tooLate };
    },
  };
}

/**
 * Keeps what was used lately: when the young generation is full it becomes the old one, and the old one is forgotten.
 * Not one Map in order of use: finding its first entry walks over all that were deleted before it, 12 µs at 50,000 boots.
 */
class TwoGenerations {
  readonly #capacity: number;
  #young = new Map<string, Seen>();
  #old = new Map<string, Seen>();
  forgotten = 0;

  constructor(capacity: number) {
    invariant(capacity >= 1, 'a frame window remembers at least two boots');
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: string): Seen {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const seen = this.#old.get(key) ?? { highest: 0, low: 0, high: 0 };
    this.#old.delete(key);
    if (this.#young.size >= this.#capacity) this.#grow();
    this.#young.set(key, seen);
    return seen;
  }

  #grow(): void {
    this.forgotten += this.#old.size;
    this.#old = this.#young;
    this.#young = new Map();
  }
}

function advance(seen: Seen, seq: number): 'new' {
  const by = seq - seen.highest;
  if (by >= frameWindowSize) [seen.high, seen.low] = [0, 0];
  else if (by >= 32) [seen.high, seen.low] = [seen.low << (by - 32), 0];
  else [seen.high, seen.low] = [(seen.high << by) | (seen.low >>> (32 - by)), seen.low << by];
  seen.low |= 1;
  seen.highest = seq;
  return 'new';
}

function mark(seen: Seen, age: number): 'new' | 'repeated' {
  const half = age < 32 ? 'low' : 'high';
  const bit = 1 << (age % 32);
  if ((seen[half] & bit) !== 0) return 'repeated';
  seen[half] |= bit;
  return 'new';
}
