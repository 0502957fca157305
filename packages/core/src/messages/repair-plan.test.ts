import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genesisDigest } from './entry-digest.ts';
import { type LogMark, repairPlan } from './repair-plan.ts';

/** Marks of a log whose digests change for good at `forksAt`, as they do where an entry is another one. */
const logOf = (length: number, forksAt = Infinity): LogMark[] => Array.from({ length }, (_, i) => ({ seq: i + 1, digest: `${i + 1 >= forksAt ? 'other' : 'right'} ${i + 1}` }));
const end = (log: readonly LogMark[]): LogMark => log.at(-1) ?? { seq: 0, digest: genesisDigest };

/** Follows the plan against a server until the log is complete. Answers it, and what it cost. */
function repair(local: readonly LogMark[], server: readonly LogMark[]) {
  let have = [...local];
  const remote: LogMark[] = [end(server)];
  const cost = { compared: 0, fetched: 0, dropped: 0 };
  for (let steps = 0; steps < 100; steps++) {
    const step = repairPlan(have, remote);
    if (step.kind === 'complete') return { log: have.toSorted((a, b) => a.seq - b.seq), cost };
    if (step.kind === 'compare') {
      remote.push(server[step.atSeq - 1] ?? end(server));
      cost.compared += 1;
      continue;
    }
    const { dropFromSeq = Infinity, ranges } = step;
    const kept = have.filter(({ seq }) => seq < dropFromSeq);
    const fetched = server.filter(({ seq }) => ranges.some(({ fromSeq, toSeq }) => seq >= fromSeq && seq <= toSeq));
    cost.dropped += have.length - kept.length;
    cost.fetched += fetched.length;
    have = [...kept, ...fetched];
  }
  throw new Error('It goes on and on.');
}

describe('a plan to repair a log', () => {
  test('has nothing to do where both are alike, empty ones included [CON-7]', () => {
    expect(repairPlan([], [end([])])).toEqual({ kind: 'complete' });
    expect(repairPlan(logOf(5), [end(logOf(5))])).toEqual({ kind: 'complete' });
  });

  test('fetches what came since, after one comparison, and nothing else [CON-7]', () => {
    expect(repair(logOf(90), logOf(100)).cost).toEqual({ compared: 1, fetched: 10, dropped: 0 });
    expect(repair([], logOf(100)).cost).toEqual({ compared: 0, fetched: 100, dropped: 0 });
  });

  test('needs no comparison where the server gave the digest at the last number already', () => {
    expect(repairPlan(logOf(90), [end(logOf(90)), end(logOf(100))])).toEqual({ kind: 'fetch', ranges: [{ fromSeq: 91, toSeq: 100 }], dropFromSeq: undefined });
  });

  test('fetches gaps only, though the end is there [CON-7]', () => {
    const gaps = logOf(100).filter(({ seq }) => seq !== 40 && (seq < 60 || seq > 64));
    expect(repair(gaps, logOf(100)).cost).toEqual({ compared: 0, fetched: 6, dropped: 0 });
  });

  test('finds where the logs part by halving, and drops what the server has not [CON-7]', () => {
    const { log, cost } = repair(logOf(1000, 701), logOf(1100));
    expect(log).toEqual(logOf(1100));
    expect(cost).toMatchObject({ fetched: 400, dropped: 300 });
    expect(cost.compared).toBeLessThanOrEqual(11);
  });

  test('drops what lies past the end of the server, as after it was restored from a backup', () => {
    const { log, cost } = repair(logOf(50), logOf(30));
    expect(log).toEqual(logOf(30));
    expect(cost).toEqual({ compared: 0, fetched: 0, dropped: 20 });
  });

  test('always ends with the log of the server, and never fetches what was right [CON-7]', () => {
    fc.assert(fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 45 }), fc.array(fc.nat(40)), (here, there, forksAt, lost) => {
      const local = logOf(here, forksAt).filter(({ seq }) => !lost.includes(seq));
      const { log, cost } = repair(local.toReversed(), logOf(there));
      expect(log).toEqual(logOf(there));
      const right = local.filter(({ seq }) => seq < forksAt && seq <= there).length;
      expect(cost.fetched).toBe(there - right);
      expect(cost.compared).toBeLessThanOrEqual(8);
    }), { seed: 20_260_101, numRuns: 500 });
  });
});
