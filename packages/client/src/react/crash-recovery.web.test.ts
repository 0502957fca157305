import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../../../../tools/browser/launch.ts';
import { click, pageInBrowser } from '../testing/page-in-browser.ts';

const app = pageInBrowser(launchBrowser);

test('an app that breaks as a whole reloads three times with less each time, then is safe until the user acts; no word is lost [MOB-1]', async () => {
  const page = await app.opened('/#/chats/abc');
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
  expect(await page.evaluate(() => window.rig.crash.takeReport())).toMatchObject({ kind: 'crash', message: 'a screen is broken', where: 'app', attempt: 2, unsentBefore: 3 });
  await click(page, 'bring everything back');
  await page.getByLabel('Composer').waitFor();
  await page.reload();
  expect(await page.evaluate(() => window.rig.crash.plan.step)).toBe('normal');
});

test('where there is no reload the app goes the same steps in place, and a safe home that breaks too leaves the composer [MOB-1, MOB-3]', async () => {
  const page = await app.opened('/?still&fail=safe-home');
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
  const page = await app.context.newPage();
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
  const page = await app.opened();
  for (let reload = 0; reload < 5; reload++) await page.reload();
  await page.close();
  const next = await app.opened();
  expect(await next.evaluate(() => window.rig.crash.plan)).toMatchObject({ step: 'normal', attempt: 0 });
  await next.close();
  for (let start = 0; start < 4; start++) await (await app.opened('/?fail=import')).close();
  const last = await app.opened();
  await last.getByRole('heading', { name: 'Safe home' }).waitFor();
});

test('four windows that are opened at once are four that live: none of them ends at its safe home [MOB-1]', async () => {
  const pages: Page[] = [];
  for (let tab = 0; tab < 4; tab++) pages.push(await app.opened());
  expect(await pages[3]?.evaluate(() => window.rig.crash.plan.step)).toBe('safe-home');
  await Promise.all(pages.map((page) => page.waitForFunction(() => window.rig.crash.plan.step !== 'safe-home' && window.rig.crash.takeReport()?.kind !== 'launch-death')));
  await Promise.all(pages.map((page) => page.close()));
  const next = await app.opened();
  expect(await next.evaluate(() => window.rig.crash.plan.isRecovery)).toBe(false);
});
