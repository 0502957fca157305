import { SoraError } from '@sora/core';
import { describe, expect, test, vi } from 'vitest';
import { lastFlush } from './last-flush.ts';

const away = () => Promise.reject(new SoraError('database-unavailable'));

describe('the last flush of a server', () => {
  test('tries again while the database is away', async () => {
    const flush = vi.fn<() => Promise<unknown>>(async () => undefined).mockImplementationOnce(away).mockImplementationOnce(away);
    await lastFlush(flush, { forMs: 5_000, pauseMs: 1 });
    expect(flush).toHaveBeenCalledTimes(3);
  });

  test('gives up in the end, and says why', async () => {
    await expect(lastFlush(away, { forMs: 30, pauseMs: 5 })).rejects.toMatchObject({ problem: 'database-unavailable' });
  });

  test('does not repeat what will not get better', async () => {
    const flush = vi.fn(() => Promise.reject(new TypeError('a bug')));
    await expect(lastFlush(flush)).rejects.toThrow('a bug');
    expect(flush).toHaveBeenCalledTimes(1);
  });
});
