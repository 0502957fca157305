/** Nobody sees a chat move in steps this small. */
const leastTickMs = 50;
const greatestTickMs = 500;
/** 16 MB a second: what a good connection takes. Faster, and everyone falls behind at once. */
const bytesPerMs = 16_384;

/** What the last fetch of a chat took. */
export interface FetchEffort {
  /** How long handing it out kept the server busy. */
  readonly workMs: number;
  readonly sizeBytes: number;
}

/**
 * How long a chat waits before it fetches again, in milliseconds since it began to fetch last. The first entry after a pause goes out at
 * once; while more come, entries gather and go in one frame: a room with ten thousand viewers pays per frame, not per entry. Where handing
 * out takes long it waits as long again, so that one room never has more than half of the server.
 */
export function fetchPauseMs({ workMs, sizeBytes }: FetchEffort): number {
  return Math.min(greatestTickMs, Math.max(leastTickMs, 2 * workMs, sizeBytes / bytesPerMs));
}
