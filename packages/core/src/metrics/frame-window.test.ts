import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameWindow, frameWindowSize } from './frame-window.ts';

const frame = (seq: number, boot = 'boot-0001', tenant = 'main') => ({ tenant, install: 'install-1', boot, seq });

test('a frame is new once and repeated ever after', () => {
  const window = frameWindow(10);
  expect([1, 1, 2, 1, 2].map((seq) => window.admit(frame(seq)))).toEqual(['new', 'repeated', 'new', 'repeated', 'repeated']);
});

test('a frame that was overtaken is still new', () => {
  const window = frameWindow(10);
  expect([5, 3, 4, 3, 5].map((seq) => window.admit(frame(seq)))).toEqual(['new', 'new', 'new', 'repeated', 'repeated']);
});

test('the same number from another boot, or another tenant, is another frame', () => {
  const window = frameWindow(10);
  expect([frame(1), frame(1, 'boot-0002'), frame(1, 'boot-0001', 'other')].map((one) => window.admit(one))).toEqual(['new', 'new', 'new']);
});

test('a frame too late to be told from a repeat is taken for one, and counted', () => {
  const window = frameWindow(10);
  window.admit(frame(frameWindowSize + 1));
  expect(window.admit(frame(2))).toBe('new');
  expect(window.counts.tooLate).toBe(0);
  expect(window.admit(frame(1))).toBe('repeated');
  expect(window.counts.tooLate).toBe(1);
});

test('no more boots are remembered than allowed, those heard last longest, and the forgotten are counted', () => {
  const window = frameWindow(10);
  for (let boot = 0; boot < 100; boot++) window.admit(frame(1, `boot-${boot}`));
  expect(window.counts.boots).toBeLessThanOrEqual(10);
  expect(window.counts.boots + window.counts.forgotten).toBe(100);
  for (let boot = 95; boot < 100; boot++) expect(window.admit(frame(1, `boot-${boot}`))).toBe('repeated');
  expect(window.admit(frame(1, 'boot-0'))).toBe('new');
});

test('a boot in use is not forgotten however many others come', () => {
  const window = frameWindow(10);
  for (let boot = 0; boot < 100; boot++) {
    window.admit(frame(1, `boot-${boot}`));
    window.admit(frame(boot + 1, 'boot-busy'));
  }
  expect(window.admit(frame(100, 'boot-busy'))).toBe('repeated');
  expect(window.counts.boots + window.counts.forgotten).toBe(101);
});

test('after any two gaps between frames, each of the last 64 is known or new as it should be', () => {
  const gaps = Array.from({ length: frameWindowSize + 2 }, (_, index) => index + 1);
  for (const first of gaps) for (const second of gaps) expect(onlySentAreKnown([100, 100 + first, 100 + first + second])).toBe(true);
});

/** Whether of the last 64 exactly those sent are repeats. */
function onlySentAreKnown(sent: readonly number[]): boolean {
  const window = frameWindow(2);
  for (const seq of sent) window.admit(frame(seq));
  const last = Array.from({ length: frameWindowSize }, (_, age) => Math.max(...sent) - age);
  return last.every((seq) => window.admit(frame(seq)) === (sent.includes(seq) ? 'repeated' : 'new'));
}

test('it answers as a plain set of all frames ever seen, but for those too late', () => {
  const arrival = fc.record({ boot: fc.constantFrom('boot-a', 'boot-b'), seq: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 400 }), fc.constant(2 ** 40)) });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 300 }), (arrivals) => {
      const window = frameWindow(10);
      const seen = new Set<string>();
      const highest = new Map<string, number>();
      let late = 0;
      for (const { boot, seq } of arrivals) {
        const newest = highest.get(boot) ?? 0;
        const isLate = newest - seq >= frameWindowSize;
        late += Number(isLate);
        expect(window.admit(frame(seq, boot))).toBe(isLate || seen.has(`${boot} ${seq}`) ? 'repeated' : 'new');
        seen.add(`${boot} ${seq}`);
        highest.set(boot, Math.max(newest, seq));
      }
      expect(window.counts.tooLate).toBe(late);
    }),
    { numRuns: 300 },
  );
});
