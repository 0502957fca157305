import { useEffect, useState } from 'react';
import type { Answer } from '../api/ask.ts';
import { keepFresh } from '../api/keep-fresh.ts';
import { untouched, type Resource } from '../api/resource.ts';
import { useSora } from './context.ts';

type Load<T> = (signal: AbortSignal) => Promise<Answer<T>>;

/** Keeps an answer fresh while it is on screen. `load` is its identity: another function is another question. */
export function useResource<T>(load: Load<T>): Resource<T> {
  const { live, session } = useSora();
  const [held, hold] = useState<{ readonly load: Load<T>; readonly resource: Resource<T> }>({ load, resource: untouched });
  useEffect(() => {
    function publish(resource: Resource<T>): void {
      if (resource.problem?.status === 401) session.lost();
      hold({ load, resource });
    }
    const freshness = keepFresh({ load, publish });
    const unsubscribe = live.onFresh(freshness.refresh);
    return () => { unsubscribe(); freshness.stop(); };
  }, [load, live, session]);
  return held.load === load ? held.resource : untouched;
}
