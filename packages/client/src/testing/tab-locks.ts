import type { Leadership } from '../ports/leadership.ts';

/** Leadership among the tabs of a test: the first who asks leads, the next when that tab resigns or dies. */
export interface TabLocks {
  tab(): { readonly leadership: Leadership; die(): void };
}

interface Contender {
  readonly tab: object;
  readonly lead: () => void;
}

export function tabLocks(): TabLocks {
  const queues = new Map<string, Contender[]>();
  function leave(name: string, isGone: (contender: Contender) => boolean): void {
    const queue = queues.get(name) ?? [];
    const left = queue.filter((contender) => !isGone(contender));
    queues.set(name, left);
    if (left[0] !== queue[0]) left[0]?.lead();
  }
  return {
    tab() {
      const tab = {};
      return {
        leadership: {
          campaign(name, lead) {
            const contender = { tab, lead: () => { lead(new AbortController().signal); } };
            const queue = [...(queues.get(name) ?? []), contender];
            queues.set(name, queue);
            if (queue.length === 1) contender.lead();
            return () => { leave(name, (each) => each === contender); };
          },
        },
        die() {
          for (const name of queues.keys()) leave(name, (each) => each.tab === tab);
        },
      };
    },
  };
}
