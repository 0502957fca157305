import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../../../../tools/browser/launch.ts';
import { contrastOf, pageInBrowser } from '../testing/page-in-browser.ts';

const app = pageInBrowser(launchBrowser);
const errorWords = /error|fail|wrong|crash|exception|broken|undefined/i;
const banner = (page: Page) => page.locator('.sora-banner');

test('the banner is a live region from the beginning, silent while all is well [MOB-6]', async () => {
  const page = await app.opened();
  const region = page.getByRole('status').first();
  expect(await region.getAttribute('aria-live')).toBe('polite');
  expect(await region.innerText()).toBe('');
  await page.waitForTimeout(2_500);
  expect(await region.innerText()).toBe('');
});

test('the banner through its four states, in both themes: words, colour and shape, readable, without a word of error [MOB-6]', async () => {
  const page = await app.opened();
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
  const page = await app.opened();
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
