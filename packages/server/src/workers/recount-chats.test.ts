import type { ChatComparison, ChatCorrection, ChatCursor } from '@sora/core';
import { fakeClock, memoryLeaseStore } from '@sora/core/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { recountChats, startRecountingChats } from './recount-chats.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const head = { lastSeq: 5, digest: '0'.repeat(64), messages: 3 };
const corrected: ChatCorrection = { kind: 'corrected', before: head, after: head, isNews: true };

/** Three pages of chats, of which these differ. */
function fakeAudit(differing: readonly string[], correct = async (_chat: ChatCursor): Promise<ChatCorrection> => corrected, pages: readonly string[] = ['a', 'b', 'c']) {
  return {
    compare: vi.fn(async (after: ChatCursor | undefined): Promise<ChatComparison> => {
      const [id = '', next] = pages.slice(after === undefined ? 0 : pages.indexOf(after.id) + 1);
      return { compared: 1, mismatches: differing.includes(id) ? [{ tenant: 'main', id, head, differences: ['messages says 3; the entries come to 4'] }] : [], next: next === undefined ? undefined : { tenant: 'main', id } };
    }),
    correct: vi.fn(correct),
  };
}
const log = () => ({ warn: vi.fn(), error: vi.fn() });

async function aRound(audit: ReturnType<typeof fakeAudit>, lines: ReturnType<typeof log>): Promise<void> {
  const round = recountChats({ audit, log: lines }, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(1_000);
  await round;
}

describe('recounting chats', () => {
  test('looks at every page and has recounted what differs, with a line in the log [CON-4]', async () => {
    const [audit, lines] = [fakeAudit(['a', 'c']), log()];
    await aRound(audit, lines);
    expect(audit.compare.mock.calls.map(([after]) => after?.id)).toEqual([undefined, 'a', 'b']);
    expect(audit.correct.mock.calls).toEqual([[{ tenant: 'main', id: 'a' }], [{ tenant: 'main', id: 'c' }]]);
    expect(lines.warn.mock.calls).toEqual([[expect.objectContaining({ chat: 'a' }), expect.stringContaining('recounted')], [expect.objectContaining({ chat: 'c' }), expect.stringContaining('recounted')]]);
  });

  test('goes on with the others when one cannot be recounted [CON-4]', async () => {
    const audit = fakeAudit(['a', 'c'], async ({ id }) => {
      if (id === 'a') throw new Error('locked');
      return { ...corrected, kind: 'was-right', isNews: false };
    });
    const lines = log();
    await aRound(audit, lines);
    expect(audit.correct).toHaveBeenCalledTimes(2);
    expect(lines.error.mock.calls).toEqual([[expect.objectContaining({ chat: 'a' }), expect.stringContaining('could not be recounted')]]);
    expect(lines.warn).not.toHaveBeenCalled();
  });

  test('says once that entries are missing', async () => {
    const lines = log();
    for (const isNews of [true, false, false]) await aRound(fakeAudit(['c'], async () => ({ ...corrected, kind: 'unresolvable', isNews })), lines);
    expect(lines.error).toHaveBeenCalledTimes(1);
  });

  test('finds what was altered within a minute, and again in the next round: nothing has to tell it [CON-4]', async () => {
    const [audit, clock] = [fakeAudit(['a'], undefined, ['a']), fakeClock()];
    const worker = startRecountingChats({ audit, leases: memoryLeaseStore(clock), holder: 'a', log: log() });
    await vi.advanceTimersByTimeAsync(31_000);
    expect(audit.correct).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(audit.correct).toHaveBeenCalledTimes(2);
    await worker.stop();
  });

  test('stops between two pages', async () => {
    const stop = new AbortController();
    const audit = fakeAudit([]);
    const round = recountChats({ audit, log: log() }, stop.signal);
    stop.abort(new Error('The server stops.'));
    await expect(round).rejects.toThrow();
    expect(audit.compare).toHaveBeenCalledTimes(1);
  });
});
