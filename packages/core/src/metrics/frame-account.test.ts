import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Conservation } from './frame.ts';
import { accountBeforeFirst, type FrameAccount, unexplainedBetween } from './frame-account.ts';

/** An honest sender's frames: each step measures some, drops some of them before they are framed, loses some frames and delivers others. */
const steps = fc.array(fc.record({ content: fc.nat(50), unframed: fc.nat(5), delivered: fc.nat(3), given: fc.nat(2) }), { minLength: 1, maxLength: 12 });

function honest(measured: readonly { readonly content: number; readonly unframed: number; readonly delivered: number; readonly given: number }[]): readonly FrameAccount[] {
  const waiting: number[] = [];
  const books = { produced: 0, delivered: 0, queued: 0, full: 0, bad: 0 };
  return measured.map(({ content, unframed, delivered, given }, at) => {
    for (const kept of waiting.splice(0, delivered)) [books.delivered, books.queued] = [books.delivered + kept, books.queued - kept];
    for (const lost of waiting.splice(0, given)) [books.full, books.queued] = [books.full + lost, books.queued - lost];
    waiting.push(content);
    books.produced += content + unframed;
    books.queued += content;
    books.bad += unframed;
    const conservation: Conservation = { produced: books.produced, delivered: books.delivered, queued: books.queued, dropped: { full: books.full, 'bad-value': books.bad }, unframed: books.bad };
    return { seq: at + 1, conservation, content, isWhole: true };
  });
}

test('no two frames of an honest sender disagree, whichever of them arrived [MOB-4]', () => {
  fc.assert(fc.property(steps, (measured) => {
    const told = [accountBeforeFirst, ...honest(measured)];
    for (const [at, later] of told.entries()) for (const earlier of told.slice(0, at)) expect(unexplainedBetween(earlier, later)).toBe(0);
  }));
});

test('measurements that vanish between two frames that follow each other are found, to the number [MOB-4]', () => {
  fc.assert(fc.property(steps, fc.integer({ min: 1, max: 100 }), (measured, vanished) => {
    const told = [accountBeforeFirst, ...honest(measured)];
    const [earlier, later] = [told.at(-2)!, told.at(-1)!];
    const { conservation } = later;
    const hidden = { ...later, conservation: { ...conservation, produced: conservation.produced + vanished, delivered: conservation.delivered + vanished } };
    expect(unexplainedBetween(earlier, hidden)).toBe(vanished);
    // Over a gap nobody knows what the missing frames held.
    expect(unexplainedBetween(earlier, { ...hidden, seq: hidden.seq + 1 })).toBe(0);
    expect(unexplainedBetween(earlier, { ...hidden, isWhole: false })).toBe(0);
  }));
});

const account = (change: Partial<Conservation>, more: Partial<FrameAccount> = {}): FrameAccount => ({ seq: 2, conservation: { produced: 10, delivered: 4, queued: 4, dropped: { full: 2 }, ...change }, content: 4, isWhole: true, ...more });
const before = account({ produced: 6, delivered: 2, queued: 2 }, { seq: 1, content: 2 });

test('a sender that does not say what never was in a frame is given the benefit of the doubt', () => {
  fc.assert(fc.property(steps, (measured) => {
    const told = honest(measured).map(({ conservation: { unframed: _unsaid, ...conservation }, ...rest }) => ({ ...rest, conservation }));
    for (const [at, later] of told.entries()) expect(unexplainedBetween(told[at - 1] ?? accountBeforeFirst, later)).toBe(0);
  }));
});

test('books that run backwards, or hold less than the frame itself, claim more than was measured', () => {
  expect(unexplainedBetween(before, account({}))).toBe(0);
  expect(unexplainedBetween(before, account({ produced: 5 }))).toBe(-1);
  expect(unexplainedBetween(before, account({ delivered: 0 }))).toBe(-2);
  expect(unexplainedBetween(before, account({ dropped: {} }))).toBe(-2);
  expect(unexplainedBetween(before, account({ produced: 8 }))).toBe(-2);
  expect(unexplainedBetween(before, account({ queued: 1 }))).toBe(-3);
});
