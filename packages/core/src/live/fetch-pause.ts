/** Nobody sees a chat move in steps this small. */
const leastTickMs = 50;
const greatestTickMs = 500;

/**
 * How long a chat waits before it fetches again, in milliseconds since it began to fetch last. The first entry after a pause goes out at
 * once; while more come, entries gather and go in one frame: a room with ten thousand viewers pays per frame, not per entry. Where handing
 * out takes long it waits as long again, so that one room never has more than half of the server.
 * @param workMs how long the last fetch and its handing out kept the server busy
 */
export function fetchPauseMs(workMs: number): number {
  return Math.min(greatestTickMs, Math.max(leastTickMs, 2 * workMs));
}
