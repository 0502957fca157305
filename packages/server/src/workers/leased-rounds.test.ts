import { fakeClock, memoryLeaseStore } from '@sora/core/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startLeasedRounds } from './leased-rounds.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

function harness() {
  const clock = fakeClock();
  const leases = memoryLeaseStore(clock);
  const onError = vi.fn();
  const start = (holder: string, round: (signal: AbortSignal) => Promise<void>) => startLeasedRounds({ name: 'rounds', everyMs: 1_000, leaseMs: 3_000, leases, holder, round, onError });
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.advance(500);
      await vi.advanceTimersByTimeAsync(500);
    }
  };
  return { start, pass, onError, leases };
}

describe('leased rounds', () => {
  test('are done by one server at a time, which keeps at it', async () => {
    const { start, pass } = harness();
    const [one, two] = [vi.fn(async () => undefined), vi.fn(async () => undefined)];
    const servers = [start('one', one), start('two', two)];
    await pass(10_000);
    expect([one.mock.calls.length, two.mock.calls.length]).toEqual([10, 0]);
    await Promise.all(servers.map((server) => server.stop()));
  });

  test('go over to another server at once when the first stops, and when it dies after its lease', async () => {
    const { start, pass, leases } = harness();
    await leases.acquire({ name: 'rounds', holder: 'dead', durationMs: 3_000 });
    const [one, two] = [vi.fn(async () => undefined), vi.fn(async () => undefined)];
    const [first, second] = [start('one', one), start('two', two)];
    await pass(2_000);
    expect(one).not.toHaveBeenCalled();
    await pass(2_000);
    expect(one).toHaveBeenCalled();
    await first.stop();
    await pass(1_000);
    expect(two).toHaveBeenCalledTimes(1);
    await second.stop();
  });

  test('that fail are reported, and the next is done all the same', async () => {
    const { start, pass, onError } = harness();
    const round = vi.fn(async () => { throw new Error('away'); });
    const rounds = start('one', round);
    await pass(3_000);
    expect(round).toHaveBeenCalledTimes(3);
    expect(onError).toHaveBeenCalledWith(new Error('away'));
    await rounds.stop();
  });

  test('are called off when the server stops, which is no failure', async () => {
    const { start, pass, onError } = harness();
    const rounds = start('one', (signal) => new Promise((_done, fail) => { signal.addEventListener('abort', () => fail(signal.reason)); }));
    await pass(1_000);
    await rounds.stop();
    expect(onError).not.toHaveBeenCalled();
  });
});
