import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTicker } from './ticker.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** Work that ends when it is told to. */
function slowWork() {
  const ends: (() => void)[] = [];
  let [open, mostOpen] = [0, 0];
  return {
    work: async () => {
      mostOpen = Math.max(mostOpen, (open += 1));
      await new Promise<void>((resolve) => { ends.push(resolve); });
      open -= 1;
    },
    end: () => ends.at(-1)?.(),
    get begun() { return ends.length; },
    get mostOpen() { return mostOpen; },
  };
}

const ignore = () => undefined;

describe('a ticker', () => {
  test('does its work every so often', async () => {
    const work = vi.fn(async () => undefined);
    const ticker = startTicker(100, work, ignore);
    await vi.advanceTimersByTimeAsync(350);
    expect(work).toHaveBeenCalledTimes(3);
    await ticker.stop();
  });

  test('never works twice at a time, and ticks missed meanwhile do not pile up', async () => {
    const slow = slowWork();
    const ticker = startTicker(100, slow.work, ignore);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(slow.begun).toBe(1);
    slow.end();
    await vi.advanceTimersByTimeAsync(100);
    expect([slow.begun, slow.mostOpen]).toEqual([2, 1]);
    slow.end();
    await ticker.stop();
  });

  test('does what is asked for in between after what is under way, and answers with its outcome', async () => {
    const slow = slowWork();
    const ticker = startTicker(100, slow.work, ignore);
    void ticker.tick();
    const asked = vi.fn(async () => 42);
    const answer = ticker.run(asked);
    await vi.advanceTimersByTimeAsync(50);
    expect(asked).not.toHaveBeenCalled();
    slow.end();
    await expect(answer).resolves.toBe(42);
    await expect(ticker.run(() => Promise.reject(new Error('of the asker')))).rejects.toThrow('of the asker');
    await ticker.stop();
  });

  test('reports a failure and goes on', async () => {
    const errors: unknown[] = [];
    const ticker = startTicker(100, () => Promise.reject(new Error('down')), (error) => errors.push(error));
    await vi.advanceTimersByTimeAsync(250);
    expect(errors).toEqual([new Error('down'), new Error('down')]);
    await ticker.stop();
  });

  test('stopping waits for what is under way, and nothing runs afterwards', async () => {
    const slow = slowWork();
    const ticker = startTicker(100, slow.work, ignore);
    void ticker.tick();
    void ticker.tick();
    await vi.advanceTimersByTimeAsync(0);
    let stopped = false;
    const stopping = ticker.stop().then(() => { stopped = true; });
    await vi.advanceTimersByTimeAsync(500);
    expect(stopped).toBe(false);
    slow.end();
    await stopping;
    await ticker.tick();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(slow.begun).toBe(1);
    await expect(ticker.run(async () => 1)).rejects.toThrow('stopped');
  });
});
