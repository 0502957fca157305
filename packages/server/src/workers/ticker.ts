/** Something a process does for itself every so often: never twice at a time, never after it was stopped. Work of the whole installation goes through the schedule. */
export interface Ticker {
  /** Does it now, after what is under way; failures go where those of the timer go. */
  tick(): Promise<void>;
  /** Does something else in the same order, and answers with its outcome. @throws {Error} after `stop` */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Starts nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

export function startTicker(everyMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Ticker {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = false;
  let stopped = false;
  const run = <T>(next: () => Promise<T>): Promise<T> => {
    if (stopped) return Promise.reject(new Error('It was stopped.'));
    const running = last.then(next);
    last = running.catch(() => undefined);
    return running;
  };
  const tick = async () => {
    if (!stopped) await run(async () => { if (!stopped) await work(); }).catch(onError);
  };
  const timer = setInterval(() => {
    // A slow database must not pile up ticks.
    if (waiting) return;
    waiting = true;
    void tick().then(() => (waiting = false));
  }, everyMs);
  timer.unref();
  return {
    tick,
    run,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await last;
    },
  };
}
