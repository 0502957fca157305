/** The work, never twice at a time: a call during a run waits for it and starts one more, shared by all calls that wait. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  const next = async (): Promise<void> => {
    await running;
    waiting = undefined;
    const run = work();
    running = run.catch(() => undefined);
    return run;
  };
  return () => (waiting ??= next());
}
