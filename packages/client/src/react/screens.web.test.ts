import { expect, test } from 'vitest';
import { launchBrowser } from '../../../../tools/browser/launch.ts';
import { click, contrastOf, pageInBrowser } from '../testing/page-in-browser.ts';

const app = pageInBrowser(launchBrowser);

test('a screen that breaks leaves the rest alone, and the user goes on writing by keyboard [MOB-3, MOB-7]', async () => {
  const page = await app.opened();
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
  const page = await app.opened();
  await click(page, 'break this screen');
  await page.getByText('You can keep writing').waitFor();
  await click(page, 'show other');
  await page.getByText('another screen').waitFor();
  expect(await page.getByText('You can keep writing').count()).toBe(0);
});

test('a fallback that breaks leaves plain text; an odd message leaves the chat [MOB-3]', async () => {
  const page = await app.opened();
  await click(page, 'show worse');
  await page.getByRole('status').filter({ hasText: 'You can keep writing' }).waitFor();
  expect(await page.locator('ul li').allInnerTexts()).toEqual(['line 1', '…', 'line 3']);
  expect(await page.evaluate(() => window.rig.uncaught)).toEqual([]);
});

test('what was typed before the client was open joins what was kept, and is sent once however often the button is pressed [MOB-2]', async () => {
  const page = await app.opened('/?late');
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
  const page = await app.opened();
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
  const page = await app.opened('/#/chats/abc');
  await page.getByRole('heading', { name: 'Chat abc' }).waitFor();
  await click(page, 'go wrong');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  for (const address of ['/chats/NOT%20VALID', '/club', '/slow']) {
    await page.evaluate((hash) => { location.hash = hash; }, address);
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.waitForFunction(() => location.hash === '#/');
  }
});
