import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createHttpSora, type SoraNode } from '@sora/node';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/browser/launch.ts';
import { startSoraProcess, type SoraProcess } from '../../../tools/browser/sora-process.ts';

const stepTimeoutMs = 20_000;
/** What the histogram promises at scale 5, and the last digit that is shown. */
const bound = 0.0108 + 0.002;

let sora: SoraProcess;
let browser: Browser;
let context: BrowserContext;
let backend: SoraNode;
const consoleErrors: string[] = [];
const requested = new Set<string>();

beforeAll(async () => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../tools/build-dashboard.mjs', import.meta.url))], { stdio: 'inherit' });
  [sora, browser] = await Promise.all([startSoraProcess(), launchBrowser()]);
  backend = createHttpSora({ url: sora.url, serviceKey: await newServiceKey() });
  // Without a locale this browser reports the language "en-US@posix", as headless ones do.
  context = await browser.newContext({ baseURL: sora.url, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(stepTimeoutMs);
  context.on('request', (request) => requested.add(new URL(request.url()).origin));
  context.on('console', (message) => { if (message.type() === 'error') consoleErrors.push(message.text()); });
  await signedIn(await context.newPage());
});

afterAll(async () => {
  await browser?.close();
  await backend?.close();
  await sora?.close();
});

test('without a session the page says in one line how to get a link', async () => {
  const stranger = await browser.newContext({ baseURL: sora.url });
  const page = await stranger.newPage();
  await page.goto('/');
  await page.getByText('npm run -s sora -- token link').waitFor();
  await stranger.close();
});

test('a login link opens the page once, and leaves no code in the address', async () => {
  const link = await newLink();
  const [first, second] = await Promise.all([browser.newContext(), browser.newContext()]);
  const page = await first.newPage();
  await page.goto(link);
  await page.waitForSelector('[data-layer]');
  expect(page.url()).toBe(`${sora.url}/`);
  const late = await second.newPage();
  await late.goto(link);
  await late.getByRole('heading', { name: 'This login link was used or has expired' }).waitFor();
  expect(late.url()).toBe(`${sora.url}/`);
  await Promise.all([first.close(), second.close()]);
});

test('the numbers on the screen are the numbers that were posted [OBS-9]', async () => {
  for (let value = 1; value <= 1_000; value += 1) await backend.trackMetric({ layer: 'PAYMENTS', type: 'DELAY', service: 'shop', value, unit: 'ms', metadata: { region: 'eu-west1' } });
  for (let index = 0; index < 400; index += 1) await backend.trackMetric({ layer: 'PAYMENTS', type: 'SUCCESS', service: 'shop', value: index < 390 ? 1 : 0, unit: 'good/total' });
  await backend.flush();
  const page = await opened('/?layer=PAYMENTS&range=15');
  const delay = page.locator('[data-metric=DELAY]');
  await delay.getByText('1,000', { exact: true }).first().waitFor();
  for (const [label, exact] of [['P50', 500], ['P95', 950], ['P99', 990]] as const) {
    const shown = Number.parseFloat((await delay.locator('dl > div', { hasText: label }).locator('dd').innerText()).replaceAll(',', ''));
    expect(Math.abs(shown - exact) / exact, label).toBeLessThanOrEqual(bound);
  }
  expect(await page.locator('[data-metric=SUCCESS] .big-figure').innerText()).toContain('97.5 %');
  expect(await page.locator('[data-metric=SUCCESS]').getByText('390 of 400').count()).toBe(1);
  expect(await delay.locator('[data-part=eu-west1]').innerText()).toContain('1,000');
  await page.close();
});

test('a measurement appears on an open page by itself [OBS-11]', async () => {
  const page = await opened('/');
  const tile = page.locator('[data-layer=STORAGE]');
  await tile.getByText("layer: 'STORAGE', type: 'QUEUE'").waitFor();
  await backend.trackMetric({ layer: 'STORAGE', type: 'QUEUE', service: 'uploader', value: 42, unit: 'files' });
  await backend.flush();
  await tile.locator('.big-figure', { hasText: '42 files' }).waitFor();
  await backend.trackMetric({ layer: 'STORAGE', type: 'QUEUE', service: 'uploader', value: 900, unit: 'files' });
  await backend.flush();
  // Sooner than the page would have asked by itself: it was told.
  await tile.locator('dl > div', { hasText: /^n2$/ }).waitFor({ timeout: 8_000 });
  expect(await tile.locator('[data-verdict]').innerText()).toBe('Healthy');
  await page.close();
});

test('keys and clicks switch layer and range, and back returns', async () => {
  const page = await opened('/');
  await page.keyboard.press('2');
  await page.getByRole('heading', { level: 1, name: 'API' }).waitFor();
  expect(page.url()).toBe(`${sora.url}/?layer=API&range=60`);
  await page.getByRole('link', { name: '6 h' }).click();
  expect(page.url()).toBe(`${sora.url}/?layer=API&range=360`);
  await page.locator('[data-metric=LATENCY] canvas').waitFor();
  await page.goBack();
  await page.goBack();
  await page.locator('.tiles').waitFor();
  await page.keyboard.press('e');
  await page.getByText('Login link created').first().waitFor();
  await page.close();
});

test('a chart has a name and a summary, and its steps stand in a table', async () => {
  const page = await opened('/?layer=PAYMENTS&range=15');
  const delay = page.locator('[data-metric=DELAY]');
  await delay.getByRole('img', { name: /^Delay\. Delay, P95: between .* should be below 5,000 ms\.$/ }).waitFor();
  await delay.getByRole('button', { name: 'Show as table' }).click();
  const rows = await delay.getByRole('region', { name: 'Delay, step by step' }).locator('tbody tr').count();
  expect(rows).toBeGreaterThanOrEqual(1);
  await page.close();
});

test('a killed server takes no number away, is said, and the page recovers without a reload', async () => {
  const page = await opened('/?layer=PAYMENTS&range=15');
  const delay = page.locator('[data-metric=DELAY]');
  await delay.waitFor();
  await page.evaluate(() => { document.body.dataset['sameDocument'] = 'yes'; });
  await sora.kill();
  await page.getByText('No connection to SORA since').waitFor();
  await page.locator('.stale-badge', { hasText: 'reconnecting' }).waitFor();
  expect(await delay.getByText('1,000', { exact: true }).count()).toBeGreaterThanOrEqual(1);
  await sora.start();
  await page.getByText('No connection to SORA since').waitFor({ state: 'detached' });
  await page.locator('.stale-badge').waitFor({ state: 'detached' });
  expect(await delay.getByText('1,000', { exact: true }).count()).toBeGreaterThanOrEqual(1);
  expect(await page.evaluate(() => document.body.dataset['sameDocument'])).toBe('yes');
  await page.close();
});

test('the choice of light or dark outlives the page', async () => {
  const page = await opened('/');
  const before = await page.evaluate(() => document.documentElement.dataset['theme']);
  await page.keyboard.press('t');
  const after = await page.evaluate(() => document.documentElement.dataset['theme']);
  expect([before, after].toSorted()).toEqual(['dark', 'light']);
  await page.reload();
  await page.waitForSelector('[data-layer]');
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(after);
  await page.close();
});

test('every view fits a phone of 360 pixels', async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const address of ['/', '/?layer=PAYMENTS&range=15', '/?view=events']) {
    await page.goto(address);
    await page.locator('[data-layer], [data-metric], [data-event]').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBeLessThanOrEqual(0);
  }
  await page.close();
});

test('a session that ended leads to the login', async () => {
  const other = await browser.newContext({ baseURL: sora.url });
  const page = await signedIn(await other.newPage());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Sign in with a link').waitFor();
  await page.reload();
  await page.getByText('Sign in with a link').waitFor();
  await other.close();
});

test('the page talks to its own server only, and nothing of it breaks the content security policy', () => {
  expect([...requested]).toEqual([sora.url]);
  expect(consoleErrors.filter((text) => /Content Security Policy|Refused to/.test(text))).toEqual([]);
});

async function opened(address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function signedIn(page: Page): Promise<Page> {
  await page.goto(await newLink());
  await page.waitForSelector('[data-layer]');
  return page;
}

async function newLink(): Promise<string> {
  const [link] = /http\S+#login=\S+/.exec(await sora.command('token', 'link')) ?? [];
  if (link === undefined) throw new Error('"sora token link" prints a link.');
  return link;
}

async function newServiceKey(): Promise<string> {
  const made: unknown = JSON.parse(await sora.command('token', 'create', 'dashboard-test', '--service', '--json'));
  if (typeof made !== 'object' || made === null || !('token' in made)) throw new Error('"sora token create --json" prints the token.');
  return String(made.token);
}
