/** For work that a Ctrl-C ends in good order: aborts at the first one; npm passes it on a second time, which changes nothing. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}
