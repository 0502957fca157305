// npm run screenshots -- http://127.0.0.1:4200 LOGIN_CODE
// Saves the dashboard's pictures for the documents, from a running server with real measurements.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser/launch.ts';

const viewport = { width: 1440, height: 900 };
const stepTimeoutMs = 20_000;
const views = [
  { name: 'overview', address: '/', shows: '[data-layer]' },
  { name: 'layer', address: '/?layer=API&range=15', shows: '[data-metric] canvas' },
  // The account of docs/money.md.
  { name: 'account', address: '/?view=money&account=user:USD:alice', shows: 'main table' },
  { name: 'chat', address: '/?view=chats&chat=lobby', shows: '[data-cell]' },
  // A server whose settings name a firestore.rules and a storage.rules.
  { name: 'rules', address: '/?view=rules', shows: '[data-match]' },
] as const;

async function main([baseUrl, code, folder = fileURLToPath(new URL('../docs/images', import.meta.url))]: readonly string[]): Promise<void> {
  if (baseUrl === undefined || code === undefined) throw new Error('Say where and with which login code: npm run screenshots -- http://127.0.0.1:4200 CODE');
  mkdirSync(folder, { recursive: true });
  await using browser = await launchBrowser();
  // A fixed locale and zone, so that two pictures of the same numbers are the same picture.
  const context = await browser.newContext({ baseURL: baseUrl, viewport, locale: 'en-GB', timezoneId: 'UTC' });
  context.setDefaultTimeout(stepTimeoutMs);
  await signIn(context, code);
  for (const colorScheme of ['light', 'dark'] as const) await takeAll(await context.newPage(), colorScheme, folder);
}

/** The link is used up here, so that no picture can hold a code that still opens anything. */
async function signIn(context: BrowserContext, code: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`/#login=${code}`);
  await page.waitForSelector('[data-layer]');
  await page.close();
}

async function takeAll(page: Page, colorScheme: 'light' | 'dark', folder: string): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  for (const { name, address, shows } of views) {
    await page.goto(address);
    await page.waitForSelector(shows);
    const path = join(folder, `${name}-${colorScheme}.png`);
    await page.screenshot({ path });
    console.log(path);
  }
}

await main(process.argv.slice(2));
