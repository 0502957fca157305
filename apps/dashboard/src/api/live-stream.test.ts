import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenLive } from './live-stream.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An EventSource whose server is the test. */
class FakeSource extends EventTarget {
  closed = false;
  close() { this.closed = true; }
  says(type: string, data?: unknown) { this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) })); }
}

function listening() {
  const sources: FakeSource[] = [];
  const ended = vi.fn();
  const open = () => { const source = new FakeSource(); sources.push(source); return source as unknown as EventSource; };
  const live = listenLive({ open, ended });
  const fresh = vi.fn();
  live.onFresh(fresh);
  return { sources, latest: () => sources.at(-1) as FakeSource, ended, live, fresh };
}

test('each flush tells those who show something to read again', () => {
  const { latest, fresh, live } = listening();
  latest().says('open');
  fresh.mockClear();
  latest().says('flushed', { atMs: 1 });
  expect(fresh).toHaveBeenCalledTimes(1);
  live.close();
});

test('a lost stream is said, tried again with growing pauses, and refreshes the page when it is back', () => {
  const { sources, latest, live, fresh } = listening();
  latest().says('open');
  latest().says('error');
  expect(live.state.get().connection).toBe('down');
  vi.advanceTimersByTime(1_200);
  latest().says('error');
  vi.advanceTimersByTime(1_200);
  expect(sources).toHaveLength(2);
  vi.advanceTimersByTime(1_300);
  expect(sources).toHaveLength(3);
  fresh.mockClear();
  latest().says('open');
  expect(live.state.get().connection).toBe('open');
  expect(fresh).toHaveBeenCalledTimes(1);
  live.close();
});

test('a database outage is known with its start, and its end too', () => {
  const { latest, live } = listening();
  latest().says('database', { state: 'unavailable', sinceMs: 42 });
  expect(live.state.get()).toMatchObject({ database: 'unavailable', databaseSinceMs: 42 });
  latest().says('database', { state: 'available', sinceMs: 50 });
  expect(live.state.get().database).toBe('available');
  live.close();
});

test('a session that no longer may is told, and the stream is not opened again', () => {
  const { sources, latest, ended } = listening();
  latest().says('ended', { code: 'unauthenticated' });
  vi.advanceTimersByTime(60_000);
  expect(ended).toHaveBeenCalledTimes(1);
  expect(latest().closed).toBe(true);
  expect(sources).toHaveLength(1);
});
