/** The only source of waiting in core, injected so that a simulated clock can drive it. */
export interface Timers {
  /** Calls `run` once, `delayMs` from now; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
