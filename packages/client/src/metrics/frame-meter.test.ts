import { expect, test } from 'vitest';
import { createFrameMeter, type FrameReading } from './frame-meter.ts';

function readings(deltas: readonly number[], startMs = 5_000): readonly FrameReading[] {
  const read: FrameReading[] = [];
  const meter = createFrameMeter((reading) => read.push(reading));
  let atMs = startMs;
  meter.frame(atMs);
  for (const delta of deltas) meter.frame(atMs += delta);
  return read;
}
const train = (frames: number, deltaMs: number) => Array.from({ length: frames }, () => deltaMs);

test('the rate is that of the frames drawn, whatever the display could do [MOB-4]', () => {
  for (const [deltaMs, fps] of [[1000 / 120, 120], [1000 / 60, 60], [1000 / 22, 22], [100, 10]] as const) {
    const read = readings(train(400, deltaMs));
    expect(read.length).toBeGreaterThan(2);
    for (const each of read) expect(each.fps).toBeCloseTo(fps, 6);
  }
});

test('slow and frozen frames are counted apart, at the bounds of Android vitals and Sentry [MOB-4]', () => {
  const [read] = readings([...train(8, 16.7), 25, 25.1, 33.4, 700, 200]);
  expect(read).toMatchObject({ frames: 13, slow: 4, frozen: 0 });
  expect(readings([...train(2, 200), 700.1])[0]).toMatchObject({ frames: 3, slow: 2, frozen: 1 });
  // A display of 60 Hz that keeps up has no slow frames, with its jitter.
  expect(readings(train(200, 16.7).map((delta, at) => delta + (at % 2 === 0 ? 3 : -3))).every(({ slow }) => slow === 0)).toBe(true);
});

test('the first frame after a pause only begins the measuring, and what was begun before is let go', () => {
  const read: FrameReading[] = [];
  const meter = createFrameMeter((reading) => read.push(reading));
  for (let atMs = 0; atMs < 900; atMs += 100) meter.frame(atMs);
  meter.reset();
  for (let atMs = 60_000; atMs <= 61_000; atMs += 100) meter.frame(atMs);
  expect(read).toEqual([{ fps: 10, frames: 10, slow: 10, frozen: 0 }]);
});

test('a device that slept, a clock that went back and two callbacks of one frame are no frames', () => {
  expect(readings([30_000, -40, 0, Number.NaN, ...train(10, 100)])).toEqual([]);
  expect(readings([30_000, -40, 0, ...train(10, 100)])).toMatchObject([{ fps: 10, frames: 10 }]);
});
