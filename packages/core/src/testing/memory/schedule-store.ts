import { invariant } from '../../kernel/invariant.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { RunOutcome, ScheduleEntry, ScheduleStore } from '../../jobs/schedule-store.ts';

type Row = Omit<ScheduleEntry, 'readAtMs'> & { readonly fencingToken: bigint };

const blank = { lastStartedAtMs: undefined, lastEndedAtMs: undefined, lastDurationMs: undefined, lastError: undefined, failuresInARow: 0, fencingToken: 0n };

export function memoryScheduleStore(clock: Clock): ScheduleStore {
  const rows = new Map<string, Row>();
  const read = ({ fencingToken: _, ...row }: Row): ScheduleEntry => ({ ...row, readAtMs: clock.nowMs() });
  return {
    async define(name, everyMs) {
      rows.set(name, { ...blank, ...rows.get(name), name, everyMs });
    },
    async find(name) {
      const row = rows.get(name);
      return row && read(row);
    },
    async all() {
      return [...rows.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(read);
    },
    async started({ name, fencingToken }) {
      const row = rows.get(name);
      invariant(row, `the task ${name} was defined before it ran`);
      if (fencingToken < row.fencingToken) return false;
      rows.set(name, { ...(isUnfinished(row) ? countDeadRun(row) : row), fencingToken, lastStartedAtMs: clock.nowMs() });
      return true;
    },
    async ended({ name, fencingToken }, outcome) {
      const row = rows.get(name);
      if (row?.fencingToken !== fencingToken) return false;
      rows.set(name, { ...row, ...afterRun(row, outcome), lastEndedAtMs: clock.nowMs() });
      return true;
    },
  };
}

function isUnfinished({ lastStartedAtMs, lastEndedAtMs }: Row): boolean {
  return lastStartedAtMs !== undefined && (lastEndedAtMs === undefined || lastEndedAtMs < lastStartedAtMs);
}

function countDeadRun(row: Row): Row {
  return { ...row, failuresInARow: row.failuresInARow + 1, lastError: 'The run before did not end: its runner died.' };
}

function afterRun(row: Row, outcome: RunOutcome): Partial<Row> {
  const ended = { lastDurationMs: outcome.durationMs };
  return outcome.kind === 'done' ? { ...ended, lastError: undefined, failuresInARow: 0 } : { ...ended, lastError: outcome.error, failuresInARow: row.failuresInARow + 1 };
}
