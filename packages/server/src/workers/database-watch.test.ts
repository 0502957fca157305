import { fakeClock } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { createDatabaseWatch, type DatabaseChange } from './database-watch.ts';

function watch() {
  const clock = fakeClock();
  const changes: DatabaseChange[] = [];
  return { clock, changes, startMs: clock.nowMs(), watch: createDatabaseWatch(clock, (change) => changes.push(change)) };
}

describe('a database watch', () => {
  test('does not call one failure an outage, nor two with a success between them', () => {
    const { watch: database, changes } = watch();
    database.failed();
    database.succeeded();
    database.failed();
    expect([database.state.state, changes]).toEqual(['available', []]);
  });

  test('calls two failures in a row an outage, from the first of them on, and says so once', () => {
    const { watch: database, clock, changes, startMs } = watch();
    clock.advance(1_000);
    database.failed();
    clock.advance(5_000);
    for (let failure = 2; failure < 5; failure += 1) database.failed();
    expect(database.state).toEqual({ state: 'unavailable', sinceMs: startMs + 1_000 });
    expect(changes).toEqual([{ state: 'unavailable' }]);
  });

  test('ends it with the first success, and says how long it was', () => {
    const { watch: database, clock, changes, startMs } = watch();
    database.failed();
    database.failed();
    clock.advance(90_000);
    database.succeeded();
    database.succeeded();
    expect(database.state).toEqual({ state: 'available', sinceMs: startMs + 90_000 });
    expect(changes).toEqual([{ state: 'unavailable' }, { state: 'available', wasAwayMs: 90_000 }]);
    database.failed();
    expect(database.state.state).toBe('available');
  });
});
