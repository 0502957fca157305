import type { Leadership } from '../ports/leadership.ts';

/** Where an app is one process, it leads at once. */
export const soleLeader: Leadership = {
  campaign(_name, lead) {
    const over = new AbortController();
    lead(over.signal);
    return () => { over.abort(); };
  },
};
