import type { Leadership } from '../ports/leadership.ts';

/**
 * Leadership among the tabs of a browser, by Web Locks: the browser gives the lock on when a tab closes or crashes. Where there are none (an
 * insecure page), every tab leads: the server tells doubles apart by their identity.
 */
export function webLocksLeadership(prefix: string, locks: LockManager | undefined): Leadership {
  return {
    campaign(name, lead) {
      const over = new AbortController();
      if (locks === undefined) {
        lead(over.signal);
        return () => { over.abort(); };
      }
      const waiting = new AbortController();
      const led = () => new Promise<void>((resign) => {
        over.signal.addEventListener('abort', () => { resign(); });
        if (over.signal.aborted) resign();
        else lead(over.signal);
      });
      // Rejected when it is no longer waited for, or when another page took the lock by force.
      locks.request(`${prefix}-${name}`, { signal: waiting.signal }, led).catch(() => { over.abort(); });
      return () => {
        over.abort();
        waiting.abort();
      };
    },
  };
}
