import { expect, test } from 'vitest';
import { frameMeasurements, parseFrame } from '../../packages/core/src/index.ts';
import { frameText, pointsPerFrame } from './frames.ts';

test('every measurement of a benchmark frame is one that the server takes', () => {
  const outcome = parseFrame(JSON.parse(frameText(7)));
  if (outcome.kind !== 'frame') throw new Error(JSON.stringify(outcome.errors));
  const measured = frameMeasurements(outcome.frame, { receivedAtMs: 0, tenant: 'main', source: 'client' });
  expect(outcome.rejected).toEqual([]);
  expect(measured.reduce((sum, one) => sum + ('values' in one ? one.values.length : one.aggregate.count), 0)).toBe(pointsPerFrame);
});

test('no frame is like another, and an install counts its frames from 1', () => {
  const ids = [0, 1, 50_000, 50_001, 100_000].map((n) => {
    const { install, boot, seq } = JSON.parse(frameText(n)) as { readonly install: string; readonly boot: string; readonly seq: number };
    return [install, boot, seq];
  });
  const [first, second] = ['install-000000', 'install-000001'];
  expect(ids).toEqual([[first, first, 1], [second, second, 1], [first, first, 2], [second, second, 2], [first, first, 3]]);
});
