import { type Journal, JournalError } from '../ports/journal.ts';

/**
 * - `full`, `unavailable`: refused, nothing kept
 * - `killed-before`, `killed-after`: the process ends before or after the step was kept; nothing of this journal answers any more
 */
export type JournalFault = 'full' | 'unavailable' | 'killed-before' | 'killed-after';

export interface FaultyJournal extends Journal {
  /** Steps that change something, so far. */
  readonly steps: number;
  readonly isDead: boolean;
  /** Nothing of it answers any more, as after a kill. */
  kill(): void;
}

/** A journal on which a test plants what goes wrong. @param faultOf asked before each step that writes, with its number from 1 */
export function faultyJournal(journal: Journal, faultOf: (step: number) => JournalFault | undefined): FaultyJournal {
  let steps = 0;
  let isDead = false;
  const never = () => new Promise<never>(() => undefined);
  const alive = async <T>(step: () => Promise<T>): Promise<T> => {
    if (isDead) return never();
    const result = await step();
    return isDead ? never() : result;
  };
  return {
    get steps() { return steps; },
    get isDead() { return isDead; },
    kill() { isDead = true; },
    scan: (query) => alive(() => journal.scan(query)),
    close: () => alive(() => journal.close()),
    change: (reads, decide) => alive(async () => {
      let fault: JournalFault | undefined;
      const result = await journal.change(reads, (values) => {
        const change = decide(values);
        fault = change.writes.length === 0 ? undefined : faultOf((steps += 1));
        if (fault === 'full' || fault === 'unavailable') throw new JournalError(fault, 'Planted by a test.');
        if (fault === 'killed-before') isDead = true;
        return fault === 'killed-before' ? { writes: [], result: change.result } : change;
      });
      if (fault === 'killed-after') isDead = true;
      return result;
    }),
  };
}
