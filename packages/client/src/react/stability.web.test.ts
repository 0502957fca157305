import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { launchBrowser } from '../../../../tools/browser/launch.ts';
import { bundlePage } from '../testing/bundle-page.ts';
import type { PageRig } from '../testing/stability-page.tsx';

declare global {
  interface Window { readonly rig: PageRig }
}

const errorWords = /error|fail|wrong|crash|exception|broken|undefined/i;
let browser: Browser;
let script: string;
let context: BrowserContext;

beforeAll(async () => {
  [browser, script] = await Promise.all([launchBrowser(), bundlePage(fileURLToPath(new URL('../testing/stability-page.tsx', import.meta.url)))]);
});
afterAll(async () => { await browser?.close(); });
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 480, height: 560 } });
  context.setDefaultTimeout(10_000);
  await context.route('https://app.example/**', (route) => route.request().url().endsWith('.js')
    ? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
    : route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<!doctype html><html lang="en"><title>app</title><style>:root{color-scheme:light dark}</style><body><script src="/app.js"></script></body>' }));
});
afterEach(async () => { await context.close(); });

async function opened(path = '/'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`https://app.example${path}`);
  return page;
}

const banner = (page: Page) => page.locator('.sora-banner');
const click = (page: Page, name: string) => page.getByRole('button', { name }).click();

/** WCAG 2 contrast of an element's ink on the ground behind it. */
async function contrastOf(page: Page, selector: string): Promise<number> {
  return page.locator(selector).first().evaluate((element) => {
    const rgb = (colour: string) => (/[\d.]+/g[Symbol.match](colour) ?? []).map(Number);
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = rgb(colour).map((part) => { const share = part / 255; return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (at: Element | null): string => {
      if (at === null) return 'rgb(255,255,255)';
      const colour = getComputedStyle(at).backgroundColor;
      return rgb(colour)[3] === 0 ? ground(at.parentElement) : colour;
    };
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}

test('the banner is a live region from the beginning, silent while all is well [MOB-6]', async () => {
  const page = await opened();
  const region = page.getByRole('status').first();
  expect(await region.getAttribute('aria-live')).toBe('polite');
  expect(await region.innerText()).toBe('');
  await page.waitForTimeout(2_500);
  expect(await region.innerText()).toBe('');
});

test('the banner through its four states, in both themes: words, colour and shape, readable, without a word of error [MOB-6]', async () => {
  const page = await opened();
  const shapes = new Set<string>();
  const seen = async (status: string, text: string) => {
    await page.locator(`.sora-banner[data-status=${status}]`).waitFor();
    expect(await banner(page).innerText()).toBe(text);
    expect(text).not.toMatch(errorWords);
    shapes.add(await banner(page).locator('svg[aria-hidden=true] path').getAttribute('d') ?? '');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await contrastOf(page, '.sora-banner-line span'), `${status} ${colorScheme}`).toBeGreaterThanOrEqual(7);
    }
  };
  await page.evaluate(() => { window.rig.facts({ unacknowledged: 2, failingSinceMs: 'now', isOnlineHint: false }); });
  await seen('offline', 'No connection - your messages will be saved');
  await page.evaluate(() => { window.rig.facts({ failingSinceMs: undefined, lastAnswerAtMs: 'now' }); });
  await seen('syncing', 'Syncing your messages...');
  await page.evaluate(() => { window.rig.facts({ unacknowledged: 0 }); });
  await seen('connected', 'Connected');
  await page.evaluate(() => { window.rig.facts({ failingSinceMs: 'now', isOnlineHint: true }); });
  await seen('reconnecting', 'Reconnecting...');
  expect(shapes.size).toBe(4);
  await page.evaluate(() => { window.rig.facts({ failingSinceMs: undefined, lastAnswerAtMs: 'now' }); });
  await seen('connected', 'Connected');
  await page.waitForFunction(() => document.querySelector('.sora-banner')?.textContent === '');
});

test('the icon stands still for whoever asked for less motion, and an app can set the colours', async () => {
  const page = await opened();
  await page.evaluate(() => { window.rig.facts({ failingSinceMs: 'now' }); });
  const animation = () => banner(page).locator('svg').evaluate((icon) => getComputedStyle(icon).animationName);
  await banner(page).locator('svg').waitFor();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await animation()).toBe('sora-turn');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animation()).toBe('none');
  await page.addStyleTag({ content: ':root{--sora-orange-ground:rgb(1, 2, 3)}' });
  expect(await banner(page).evaluate((line) => getComputedStyle(line).backgroundColor)).toBe('rgb(1, 2, 3)');
});

test('a screen that breaks leaves the rest alone, and the user goes on writing by keyboard [MOB-3, MOB-7]', async () => {
  const page = await opened();
  await page.getByLabel('Composer').fill('Half a sen');
  await click(page, 'break this screen');
  await page.getByText('Reconnecting... You can keep writing').waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/error|exception|undefined/i);
  const field = page.getByLabel('Your message');
  expect(await field.inputValue()).toBe('Half a sen');
  for (let tab = 0; tab < 10 && !(await field.evaluate((element) => element === document.activeElement)); tab++) await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await page.keyboard.type('tence');
  for (const selector of ['.sora-fallback span', '.sora-fallback textarea', '.sora-fallback button']) expect(await contrastOf(page, selector)).toBeGreaterThanOrEqual(4.5);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.getByLabel('Composer').inputValue()).toBe('Half a sentence');
  expect(await page.evaluate(() => window.rig.crash.plan.step)).toBe('normal');
});

test('a reset key, such as the chat that is shown, tries again', async () => {
  const page = await opened();
  await click(page, 'break this screen');
  await page.getByText('You can keep writing').waitFor();
  await click(page, 'show other');
  await page.getByText('another screen').waitFor();
  expect(await page.getByText('You can keep writing').count()).toBe(0);
});

test('a fallback that breaks leaves plain text; an odd message leaves the chat [MOB-3]', async () => {
  const page = await opened();
  await click(page, 'show worse');
  await page.getByRole('status').filter({ hasText: 'You can keep writing' }).waitFor();
  expect(await page.locator('ul li').allInnerTexts()).toEqual(['line 1', '…', 'line 3']);
  expect(await page.evaluate(() => window.rig.uncaught)).toEqual([]);
});

test('an app that breaks as a whole reloads three times with less each time, then is safe until the user acts; no word is lost [MOB-1]', async () => {
  const page = await opened('/#/chats/abc');
  await page.getByLabel('Composer').fill('not sent yet');
  const steps: string[] = [];
  for (let start = 0; start < 3; start++) {
    await page.getByRole('heading', { name: start < 2 ? 'Chat abc' : 'Home' }).waitFor();
    expect(await page.getByLabel('Composer').inputValue()).toBe('not sent yet');
    await Promise.all([page.waitForEvent('load'), click(page, 'break everything')]);
    steps.push(await page.evaluate(() => window.rig.crash.plan.step));
  }
  expect(steps).toEqual(['restore-all', 'restore-little', 'safe-home']);
  await page.getByRole('heading', { name: 'Safe home' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Safe home' }).waitFor();
  // Nobody has sent the odd message of the list, nor the two crashes before this one.
  expect(await page.evaluate(() => window.rig.crash.takeReport())).toMatchObject({ kind: 'crash', message: 'a screen is broken', detail: { where: 'app', attempt: 2, unsentBefore: 3 } });
  await click(page, 'bring everything back');
  await page.getByLabel('Composer').waitFor();
  await page.reload();
  expect(await page.evaluate(() => window.rig.crash.plan.step)).toBe('normal');
});

test('where there is no reload the app goes the same steps in place, and a safe home that breaks too leaves the composer [MOB-1, MOB-3]', async () => {
  const page = await opened('/?still&fail=safe-home');
  let loads = 0;
  page.on('request', (request) => { if (request.isNavigationRequest()) loads += 1; });
  await page.getByLabel('Composer').fill('not sent yet');
  const steps: string[] = [];
  for (let time = 0; time < 3; time++) {
    await click(page, 'break everything');
    steps.push(await page.evaluate(() => window.rig.crash.plan.step));
  }
  expect([steps, loads]).toEqual([['restore-all', 'restore-little', 'safe-home'], 0]);
  await page.getByText('Reconnecting... You can keep writing').waitFor();
  expect(await page.getByLabel('Your message').inputValue()).toBe('not sent yet');
  await click(page, 'Try again');
  await page.getByLabel('Composer').waitFor();
  expect(await page.evaluate(() => window.rig.crash.plan.step)).toBe('normal');
});

test('ten pages from disk that break at their first render: three recoveries, then safe home without a reload [MOB-1]', async () => {
  const seen: string[] = [];
  let loads = 0;
  const page = await context.newPage();
  page.on('request', (request) => { if (request.isNavigationRequest()) loads += 1; });
  for (let start = 0; start < 10; start++) {
    await page.goto(`https://app.example/?fail=render&start=${start}`);
    await page.getByRole('heading', { name: 'Safe home' }).waitFor();
    seen.push(await page.evaluate(() => window.rig.crash.plan.step));
  }
  expect(new Set(seen)).toEqual(new Set(['safe-home']));
  expect(loads).toBe(10 + 3);
});

test('reloads by the user and closed tabs are no crashes, ten failures at import are three recoveries', async () => {
  const page = await opened();
  for (let reload = 0; reload < 5; reload++) await page.reload();
  await page.close();
  const next = await opened();
  expect(await next.evaluate(() => window.rig.crash.plan)).toMatchObject({ step: 'normal', attempt: 0 });
  await next.close();
  for (let start = 0; start < 4; start++) await (await opened('/?fail=import')).close();
  const last = await opened();
  await last.getByRole('heading', { name: 'Safe home' }).waitFor();
});

test('what was typed before the client was open joins what was kept, and is sent once however often the button is pressed [MOB-2]', async () => {
  const page = await opened('/?late');
  await page.getByLabel('Composer').fill('typed early');
  await click(page, 'send');
  await page.evaluate(() => { window.rig.outbox.drafts.save('c1', 'kept'); window.rig.open(); });
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'kept\ntyped early');
  await page.getByRole('button', { name: 'send' }).dblclick();
  await page.getByLabel('Queue').getByText('kept').waitFor();
  expect(await page.getByLabel('Composer').inputValue()).toBe('');
  expect(await page.evaluate(() => window.rig.outbox.items().length)).toBe(1);
});

test('the queue of a chat shows what waits, and takes what the user decides [MOB-6]', async () => {
  const page = await opened();
  await page.evaluate(() => {
    window.rig.outbox.put('m1', { kind: 'message', chatId: 'c1', text: 'refused' });
    window.rig.outbox.put('m2', { kind: 'message', chatId: 'c2', text: 'of another chat' });
    window.rig.outbox.put('m3', { kind: 'edit', chatId: 'c1', target: { seq: 1 }, text: 'later' });
  });
  const items = page.getByLabel('Queue').locator('li');
  await page.waitForFunction(() => document.querySelectorAll('ol li').length === 2);
  expect(await items.first().getAttribute('data-state')).toBe('needs-attention');
  await items.first().getByRole('button', { name: 'again' }).click();
  await page.locator('li[data-state=queued]').waitFor();
  await items.last().getByRole('button', { name: 'give up' }).click();
  await page.waitForFunction(() => document.querySelectorAll('ol li').length === 1);
  expect(await page.evaluate(() => window.rig.outbox.items().map(({ id }) => id))).toEqual(['m1', 'm2']);
});

test('a target with bad parameters, a guard that refuses and one that takes too long lead home [MOB-7]', async () => {
  const page = await opened('/#/chats/abc');
  await page.getByRole('heading', { name: 'Chat abc' }).waitFor();
  await click(page, 'go wrong');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  for (const address of ['/chats/NOT%20VALID', '/club', '/slow']) {
    await page.evaluate((hash) => { location.hash = hash; }, address);
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.waitForFunction(() => location.hash === '#/');
  }
});
