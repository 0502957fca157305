import { expect, test } from 'vitest';
import { createRecorder } from '../packages/core/src/metrics/recorder.ts';
import { explode } from './histogram.ts';
import { reachableBytes } from './measure.ts';

test('200,000 label sets in slot after slot take less than 50 MB, and every measurement is in the totals [OBS-9]', () => {
  let nowMs = 0;
  const before = reachableBytes();
  const recorder = createRecorder({ clock: { nowMs: () => nowMs } });
  for (let slot = 0; slot < 10; slot++) {
    nowMs = slot * 10_000;
    recorder.advance();
    explode(recorder, { from: 20_000 * slot, to: 20_000 * (slot + 1) }, nowMs);
  }
  expect(reachableBytes() - before).toBeLessThan(50e6);
  expect(recorder.liveSeries).toBe(2001);
  expect(recorder.takeOverflowReports()).toMatchObject([{ layer: 'API', type: 'LATENCY', dimension: 'request' }]);
  expect(recorder.drain().reduce((sum, { aggregate }) => sum + aggregate.count, 0)).toBe(200_000);
});
