import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/browser/launch.ts';
import { type SoraProcess, startSoraProcess } from '../../../tools/browser/sora-process.ts';
import { cutTexts, tabTo } from './testing/page-checks.ts';

const stepTimeoutMs = 40_000;

const firestore = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /user_wallets/{user} {
      allow get: if request.auth != null;
    }
    match /posts/{post} {
      allow get: if resource.data.isPublic == true;
    }
  }
}
`;
const storage = "rules_version = '2';\nservice firebase.storage { match /b/{bucket}/o { match /public/{file=**} { allow read: if true; } } }\n";

let folder: string;
let sora: SoraProcess;
let browser: Browser;
let context: BrowserContext;
const consoleErrors: string[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../tools/build-dashboard.mjs', import.meta.url))], { stdio: 'inherit' });
  folder = await mkdtemp(join(tmpdir(), 'sora-rules-page-'));
  await writeFile(join(folder, 'firestore.rules'), firestore);
  await writeFile(join(folder, 'storage.rules'), storage);
  [sora, browser] = await Promise.all([startSoraProcess({ SORA_FIRESTORE_RULES: join(folder, 'firestore.rules'), SORA_STORAGE_RULES: join(folder, 'storage.rules') }), launchBrowser()]);
  context = await signedIn(sora);
});

afterAll(async () => {
  await browser?.close();
  await sora?.close();
  await rm(folder, { recursive: true });
});

test('shows score, findings and who may do what, of the scan that the server made by itself [SEC-2, SEC-4]', async () => {
  const page = await opened('/?view=rules');
  const score = page.locator('[data-score=firestore]');
  // The schedule wakes once a minute.
  await score.waitFor({ timeout: 100_000 });
  expect(await score.innerText()).toMatch(/60 of 100\s+Does not pass\s+.*firestore\.rules · 1 critical/);
  expect(await page.locator('[data-score=storage]').innerText()).toMatch(/100 of 100\s+Passes/);
  expect(await page.locator('[data-finding]').innerText()).toMatch(/Critical\s+.*firestore\.rules:5\n[\s\S]*Request: get user_wallets\//);
  expect(await page.locator('[data-scan]').innerText()).toContain('does not pass · 1 critical · daily scan');
  await page.close();
});

test('a cell says why, by a click and by the keyboard, and has an address of its own [SEC-1]', async () => {
  const page = await opened('/');
  await page.keyboard.press('s');
  const allowed = page.getByRole('link', { name: 'Anyone, signed in anonymously: get /user_wallets/{user} is allowed, which was not meant' });
  await tabTo(page, allowed);
  await page.keyboard.press('Enter');
  const why = page.locator('[data-why]');
  await why.waitFor();
  expect(await why.innerText()).toMatch(/Line 5 lets this request through\. It was run\.[\s\S]*"operation": "get"/);
  await page.getByRole('link', { name: 'A user with a verified e-mail address whom the documents do not know: list /user_wallets/{user} is denied' }).click();
  await page.locator('[data-why=deny]').getByText('For all data, all other documents and all queries').waitFor();
  await page.goto(page.url());
  await page.locator('[data-why=deny]').waitFor();
  await page.getByRole('link', { name: 'Anyone, without a session: get /posts/{post} is allowed on conditions' }).click();
  expect(await page.locator('[data-why=conditional]').innerText()).toMatch(/resource\.data\.isPublic == true[\s\S]*Denied without/);
  await page.getByRole('link', { name: 'Close' }).click();
  await why.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Show in the matrix' }).click();
  await why.waitFor();
  await page.getByRole('link', { name: 'Storage', exact: true }).first().focus();
  await page.locator('.rules-page').getByRole('link', { name: 'Storage' }).click();
  await page.locator('[data-match="/public/{file=**}"]').waitFor();
  await page.close();
});

test('a scan is begun here; what was mended is gone, and the history has it [SEC-4]', async () => {
  await writeFile(join(folder, 'firestore.rules'), firestore.replace('request.auth != null', 'request.auth.uid == user'));
  const page = await opened('/?view=rules');
  await page.getByRole('button', { name: 'Scan now' }).click();
  await page.getByText('Scanned.').waitFor();
  await page.locator('[data-score=firestore]', { hasText: '100 of 100' }).waitFor();
  expect(await page.locator('[data-score=firestore]').innerText()).toContain('changed: allows less than before');
  expect(await page.locator('[data-finding]').count()).toBe(0);
  expect(await page.locator('[data-scan]').allInnerTexts()).toMatchObject([expect.stringContaining('asked for'), expect.stringContaining('daily scan')]);
  await page.close();
});

test('fits a phone of 360 pixels, in light and dark: only the tables scroll, by themselves', async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('/?view=rules&file=firestore&cell=7.get.anonymous');
    await page.locator('[data-why]').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await cutTexts(page)).toEqual([]);
    const table = page.locator('.rules-table').first();
    expect(await table.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  }
  await page.close();
});

test('where no file is set, it says which setting to set', async () => {
  const bare = await startSoraProcess();
  const other = await signedIn(bare);
  const page = await other.newPage();
  await page.goto('/?view=rules');
  await page.getByText('SORA_FIRESTORE_RULES=firestore.rules').waitFor();
  expect(await page.getByRole('button', { name: 'Scan now' }).count()).toBe(0);
  await other.close();
  await bare.close();
});

test('nothing of it is an error in the console', () => {
  expect(consoleErrors).toEqual([]);
});

async function opened(address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function signedIn(server: SoraProcess): Promise<BrowserContext> {
  const where = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  where.setDefaultTimeout(stepTimeoutMs);
  where.on('weberror', (thrown) => consoleErrors.push(thrown.error().message));
  where.on('console', (message) => { if (message.type() === 'error') consoleErrors.push(message.text()); });
  const page = await where.newPage();
  await page.goto(/http\S+/.exec(await server.command('token', 'link'))?.[0] ?? '');
  await page.waitForSelector('[data-layer]');
  await page.close();
  return where;
}
