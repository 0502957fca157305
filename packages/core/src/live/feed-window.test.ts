import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FeedWindow, openFeedWindow } from './feed-window.ts';

const push = (window: FeedWindow<string>, fromSeq: number, toSeq: number, sizeBytes = 10) => window.push({ fromSeq, toSeq, sizeBytes, bytes: `${fromSeq}-${toSeq}` });

function windowOf(...frames: readonly (readonly [number, number])[]): FeedWindow<string> {
  const window = openFeedWindow<string>((frames[0]?.[0] ?? 1) - 1);
  for (const [fromSeq, toSeq] of frames) push(window, fromSeq, toSeq);
  return window;
}

describe('the frames at hand of a chat', () => {
  test('give each subscriber the frame that follows what it has', () => {
    const window = windowOf([5, 6], [7, 7], [8, 12]);
    expect([4, 6, 7].map((seq) => window.after(seq))).toEqual([{ bytes: '5-6' }, { bytes: '7-7' }, { bytes: '8-12' }].map((frame) => ({ kind: 'frame', frame: expect.objectContaining(frame) })));
  });

  test('give nothing to who has everything, or more than is known here', () => {
    const window = windowOf([1, 3]);
    expect([window.after(3), window.after(9), openFeedWindow(0).after(0)]).toEqual([{ kind: 'nothing' }, { kind: 'nothing' }, { kind: 'nothing' }]);
  });

  test('send who is before them, or in the middle of one, to the log, up to where a frame begins', () => {
    const window = windowOf([5, 6], [7, 12]);
    expect([window.after(0), window.after(9), openFeedWindow(8).after(2)]).toEqual([{ kind: 'gone', toSeq: 4 }, { kind: 'gone', toSeq: 12 }, { kind: 'gone', toSeq: 8 }]);
  });

  test('take only what follows', () => {
    expect(() => push(windowOf([1, 3]), 5, 6)).toThrow(RangeError);
    expect(() => push(windowOf([1, 3]), 3, 4)).toThrow(RangeError);
    expect(() => push(windowOf([1, 3]), 4, 3)).toThrow(RangeError);
  });

  test('drop the oldest to keep their bound, but never the latest', () => {
    const window = windowOf([1, 1], [2, 2], [3, 3]);
    window.shrink(20);
    expect([window.sizeBytes, window.after(0)]).toEqual([20, { kind: 'gone', toSeq: 1 }]);
    window.shrink(0);
    expect([window.sizeBytes, window.after(2).kind, window.tailSeq]).toEqual([10, 'frame', 3]);
  });

  test('lead every subscriber, wherever it begins and whatever was dropped, through each entry once and in order', () => {
    const steps = fc.array(fc.record({ entries: fc.integer({ min: 1, max: 4 }), keepBytes: fc.integer({ min: 0, max: 60 }) }), { maxLength: 30 });
    fc.assert(fc.property(steps, fc.nat(60), (grown, startsAfter) => {
      const window = openFeedWindow<string>(0);
      for (const { entries, keepBytes } of grown) {
        window.shrink(keepBytes);
        push(window, window.tailSeq + 1, window.tailSeq + entries);
      }
      let sentSeq = startsAfter;
      for (let next = window.after(sentSeq); next.kind !== 'nothing'; next = window.after(sentSeq)) {
        if (next.kind === 'frame') expect(next.frame.fromSeq).toBe(sentSeq + 1);
        const toSeq = next.kind === 'frame' ? next.frame.toSeq : next.toSeq;
        expect(toSeq).toBeGreaterThan(sentSeq);
        sentSeq = toSeq;
      }
      expect(sentSeq).toBe(Math.max(startsAfter, window.tailSeq));
    }), { seed: 20_260_101 });
  });
});
