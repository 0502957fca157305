import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../tools/browser/launch.ts';
import { bundle } from '../../tools/hermes/bundle.ts';
import { percentile } from '../ledger/closed-loop.ts';
import type { BenchRow } from '../row.ts';
import type { BenchPage } from './bench-page.ts';
import { type TelemetryServer, telemetryServer } from './telemetry-server.ts';

const writes = 200;
const queued = 10_000;
const errors = 100;
// Our sender waits 30 s and a tenth more after a failure: what only waits is not lost.
const settleMs = 40_000;
// Sentry sends what it stored after the next event that arrives, ten a second at most.
const drainMs = 10_000;
const html = '<!doctype html><html lang="en"><title>bench</title><script src="/page.js"></script></html>';

/** In the page, where the functions below run. */
declare const page: BenchPage;

/** In a real Chromium: the outbox in IndexedDB beside bare strict writes, and telemetry through an outage beside Sentry's offline transport. */
export async function inBrowserRows(): Promise<readonly BenchRow[]> {
  const script = await bundle(join(import.meta.dirname, 'page.ts'), { conditions: ['browser'], minify: true, hasEffects: (id) => id.endsWith('/bench/client/page.ts') });
  await using server = await telemetryServer(html, script);
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ locale: 'en-GB' });
    const tab = await context.newPage();
    tab.setDefaultTimeout(120_000);
    await tab.goto(server.url);
    return [...(await outboxRows(tab)), ...(await telemetryRows(context, tab, server))];
  } finally {
    await browser.close();
  }
}

async function outboxRows(tab: Page): Promise<readonly BenchRow[]> {
  const { ours, bare } = await tab.evaluate((count) => page.enqueue(count), writes);
  await tab.evaluate((count) => page.fill(count), queued - writes);
  await tab.reload();
  const { tookMs, items } = await tab.evaluate(() => page.reopen());
  const p95 = percentile(ours, 0.95);
  return [
    { name: 'IndexedDB strict: a message is durable, P95', value: p95, unit: 'ms', bar: 5, holds: p95 <= 5 },
    { name: 'beside a bare strict write of the same text', value: p95 / percentile(bare, 0.95), unit: 'x bare' },
    { name: `IndexedDB: opened again with ${items} queued`, value: tookMs, unit: 'ms', bar: 300, holds: tookMs <= 300 && items >= queued },
  ];
}

/** Errors while the network is away, then while the server answers 503, then all is well. Neither page is closed meanwhile. */
async function telemetryRows(context: BrowserContext, tab: Page, { url, counted, refuse }: TelemetryServer): Promise<readonly BenchRow[]> {
  await tab.evaluate((address) => { page.startMetrics(address); page.startSentry(address); }, url);
  // On a good network both arrive: what is lost later is lost to the outage.
  await tab.evaluate(async () => { page.captureWithSentry(1); await page.flushSentry(); });
  if (counted.sentry.length !== 1) throw new Error('Sentry sends nothing on a good network: this comparison would not be fair.');
  counted.sentry.length = 0;
  await context.setOffline(true);
  await tab.evaluate((count) => { page.countErrors(count); page.captureWithSentry(count); }, errors);
  await sleep(3_000);
  refuse(true);
  await context.setOffline(false);
  await sleep(4_000);
  refuse(false);
  await sleep(settleMs - drainMs);
  await tab.evaluate(async () => { page.captureNextWithSentry(); await page.flushSentry(); });
  await sleep(drainMs);
  const different = new Set(counted.sentry).size;
  return [
    { name: `of ${errors} errors through an outage and 503s: lost by us`, value: errors - counted.ours, unit: 'events', bar: 0, holds: counted.ours === errors },
    { name: '  lost by Sentry’s offline transport', value: errors - different, unit: 'events' },
    { name: '  sent twice by Sentry’s offline transport', value: counted.sentry.length - different, unit: 'events' },
  ];
}
