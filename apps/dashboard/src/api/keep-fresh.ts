import type { Answer } from './ask.ts';
import { received, refused, untouched, type Resource } from './resource.ts';

export interface Freshness {
  /** Loads again soon: at once, but never twice within a second. */
  refresh(): void;
  stop(): void;
}

interface Source<T> {
  readonly load: (signal: AbortSignal) => Promise<Answer<T>>;
  readonly publish: (resource: Resource<T>) => void;
}

const leastPauseMs = 1_000;
/** Also without a word from the live stream: a lost "flushed" must not freeze a number. */
const longestPauseMs = 15_000;

/** Loads now, on every `refresh`, and by itself; after a failure with growing pauses, keeping the last good value. */
export function keepFresh<T>({ load, publish }: Source<T>): Freshness {
  const stopped = new AbortController();
  let resource: Resource<T> = untouched;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let loading = false;
  let wanted = false;
  let startedAtMs = -Infinity;

  async function attempt(): Promise<void> {
    [loading, wanted, startedAtMs] = [true, false, Date.now()];
    const answer = await load(stopped.signal);
    if (stopped.signal.aborted) return;
    loading = false;
    const nowMs = Date.now();
    resource = answer.kind === 'ok' ? received(answer.value, nowMs) : refused(resource, answer.problem, { nowMs, random: Math.random() });
    publish(resource);
    plan(wanted ? leastPauseMs : (resource.retryAtMs ?? nowMs + longestPauseMs) - nowMs);
  }

  function plan(pauseMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void attempt(), pauseMs);
  }

  function refresh(): void {
    if (loading) wanted = true;
    else plan(Math.max(0, startedAtMs + leastPauseMs - Date.now()));
  }

  void attempt();
  return { refresh, stop: () => { stopped.abort(); clearTimeout(timer); } };
}
