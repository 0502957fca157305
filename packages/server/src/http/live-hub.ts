/** Whether the database answers, and since when. */
export interface DatabaseState {
  readonly state: 'available' | 'unavailable';
  readonly sinceMs: number;
}

/** What open pages are told at once. */
export type LiveSignal =
  | { readonly event: 'flushed'; readonly data: { readonly atMs: number } }
  | { readonly event: 'database'; readonly data: DatabaseState }
  /** This server stops: streams end, and pages come back to the next one. */
  | { readonly event: 'closing'; readonly data: Readonly<Record<string, never>> };

/** Passes signals from the workers of this process to the streams it serves. */
export interface LiveHub {
  publish(signal: LiveSignal): void;
  /** @returns how to stop listening */
  subscribe(listener: (signal: LiveSignal) => void): () => void;
  readonly subscribers: number;
}

export function createLiveHub(): LiveHub {
  const listeners = new Set<(signal: LiveSignal) => void>();
  return {
    publish: (signal) => listeners.forEach((listener) => listener(signal)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get subscribers() {
      return listeners.size;
    },
  };
}
