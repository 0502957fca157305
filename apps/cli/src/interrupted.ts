/** A terminal's Ctrl-C comes twice, from the terminal and from npm, which passes it on: only one that comes later is meant as another. */
const sameSignalMs = 1_000;

/** For work that a Ctrl-C ends in good order: aborts at the first one; another stops at once. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  let firstAtMs = Infinity;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (performance.now() - firstAtMs > sameSignalMs) process.exit(130);
      firstAtMs = Math.min(firstAtMs, performance.now());
      controller.abort();
    });
  }
  return controller.signal;
}
