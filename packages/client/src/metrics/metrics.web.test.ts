import { fileURLToPath } from 'node:url';
import { type Frame, frameMeasurements, Histogram, mergeAggregates, parseFrame } from '@sora/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../../tools/browser/launch.ts';
import { bundlePage } from '../testing/bundle-page.ts';
import type { MetricPage } from '../testing/metric-page.ts';

declare const metricPage: MetricPage;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const script = await bundlePage(fileURLToPath(new URL('../testing/metric-page.ts', import.meta.url)));
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.route('http://127.0.0.1:9/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>metrics</title>' }));
  await page.goto('http://127.0.0.1:9/');
  await page.addScriptTag({ content: script });
});
afterAll(() => browser?.close());

/** All that was sent of one type: how many samples, their sum, and for a distribution its median. */
async function sent(type: string) {
  const frames: readonly Frame[] = await page.evaluate(() => metricPage.takeSent());
  const measured = frames.flatMap((frame) => {
    const outcome = parseFrame(frame);
    if (outcome.kind === 'refused' || outcome.rejected.length > 0) throw new Error(`The server would not take ${JSON.stringify(outcome)}.`);
    return frameMeasurements(outcome.frame, { receivedAtMs: 1e12, tenant: 'main', source: 'client' });
  });
  const aggregates = measured.flatMap((each) => (each.type === type && 'aggregate' in each ? [each.aggregate] : []));
  if (aggregates.length === 0) return { count: 0, sum: 0, median: undefined };
  const all = mergeAggregates(aggregates);
  return { count: all.count, sum: all.sum, median: all instanceof Histogram ? all.quantile(0.5) : undefined };
}

test.each([[45, 20], [95, 10]])('frames with %i ms of work are read within a tenth of the truth, some %i a second [MOB-4]', async (busyMs, aboutFps) => {
  await sent('FPS');
  const { frames, elapsedMs } = await page.evaluate(([busy, ms]) => metricPage.draw(busy, ms), [busyMs, 4_000] as const);
  const truth = (frames * 1_000) / elapsedMs;
  // The median: what was drawn idle, before and after, is a part of the second that it fell into.
  const { count, median = 0 } = await sent('FPS');
  expect(count).toBeGreaterThanOrEqual(3);
  expect(Math.abs(median / truth - 1)).toBeLessThan(0.1);
  expect(truth).toBeGreaterThan(aboutFps * 0.5);
});

test('each frame that comes late is slow, and none of them frozen; one of a second is frozen [MOB-4]', async () => {
  await sent('SLOW_FRAME');
  const drawn = await page.evaluate(() => metricPage.draw(45, 3_000));
  // Frames are told second by second: the one that has begun is to end.
  await page.evaluate(() => metricPage.draw(0, 1_500));
  const slow = await sent('SLOW_FRAME');
  expect(slow.sum).toBeGreaterThanOrEqual(drawn.slow);
  expect(drawn.slow).toBeGreaterThan(drawn.frames / 2);
  expect((await sent('FROZEN_FRAME')).sum).toBe(0);
  await page.evaluate(() => metricPage.draw(1_000, 900));
  await page.evaluate(() => metricPage.draw(0, 1_500));
  expect((await sent('FROZEN_FRAME')).sum).toBeGreaterThanOrEqual(1);
});

test('a hidden page reports no frame rate at all, not 0 [MOB-4]', async () => {
  await page.evaluate(() => { metricPage.show('hidden'); });
  await sent('FPS');
  await page.evaluate(() => metricPage.draw(0, 2_500));
  expect(await sent('FPS')).toEqual({ count: 0, sum: 0, median: undefined });
  await page.evaluate(() => { metricPage.show('visible'); });
  await page.evaluate(() => metricPage.draw(0, 2_500));
  expect((await sent('FPS')).count).toBeGreaterThanOrEqual(1);
});
