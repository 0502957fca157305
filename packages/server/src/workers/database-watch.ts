import type { Clock } from '@sora/core';

/** Whether the database answers, as this server's own work sees it. */
export interface DatabaseWatch {
  succeeded(): void;
  failed(): void;
  readonly state: { readonly state: 'available' | 'unavailable'; readonly sinceMs: number };
}

export type DatabaseChange = { readonly state: 'available'; readonly wasAwayMs: number } | { readonly state: 'unavailable' };

/** Two failures in a row, so that one dropped connection is not called an outage. */
const failuresUntilUnavailable = 2;

export function createDatabaseWatch(clock: Clock, onChange: (change: DatabaseChange) => void): DatabaseWatch {
  let state: 'available' | 'unavailable' = 'available';
  let sinceMs = clock.nowMs();
  let failures = 0;
  let firstFailureMs = 0;
  return {
    succeeded() {
      failures = 0;
      if (state === 'available') return;
      const wasAwayMs = clock.nowMs() - sinceMs;
      [state, sinceMs] = ['available', clock.nowMs()];
      onChange({ state, wasAwayMs });
    },
    failed() {
      failures += 1;
      if (failures === 1) firstFailureMs = clock.nowMs();
      if (state === 'unavailable' || failures < failuresUntilUnavailable) return;
      [state, sinceMs] = ['unavailable', firstFailureMs];
      onChange({ state });
    },
    get state() {
      return { state, sinceMs };
    },
  };
}
