import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/browser/launch.ts';
import { cutTexts, tabTo } from './testing/page-checks.ts';
import { startSoraProcess, type SoraProcess } from '../../../tools/browser/sora-process.ts';

const stepTimeoutMs = 20_000;
const aMinuteMs = 60_000;
/** More than one page of postings. */
const payments = 60;
const alice = '/?view=money&account=user:USD:alice';

let sora: SoraProcess;
let browser: Browser;
let context: BrowserContext;
let serviceKey: string;
const consoleErrors: string[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../tools/build-dashboard.mjs', import.meta.url))], { stdio: 'inherit' });
  [sora, browser] = await Promise.all([startSoraProcess(), launchBrowser()]);
  serviceKey = await newServiceKey();
  context = await browser.newContext({ baseURL: sora.url, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(stepTimeoutMs);
  context.on('console', (message) => { if (message.type() === 'error') consoleErrors.push(message.text()); });
  await (await signedIn(context)).close();
});

afterAll(async () => {
  await browser?.close();
  await sora?.close();
});

test('before any money the page shows the line that opens the first wallet', async () => {
  const page = await opened('/?view=money');
  await page.getByText('/v1/wallets', { exact: false }).waitFor();
  await page.goto('/?view=money&find=nobody');
  await page.getByText('Nothing is named “nobody”.').waitFor();
  await page.goto(alice);
  await page.getByRole('alert').getByText('There is no account "user:USD:alice".').waitFor();
  await page.close();
  await moveSomeMoney();
});

test('an account shows what may be spent, what is held, and a balance that runs from row to row [CON-8]', async () => {
  const page = await opened(alice);
  const head = page.locator('[data-account="user:USD:alice"]');
  await head.waitFor();
  expect(await head.locator('.big-figure').innerText()).toContain('85,399.80 USD');
  expect(await head.innerText()).toMatch(/Balance\s*85,419\.80\s*Held\s*20\.00/);
  const hold = page.locator('[data-hold=hold-1]');
  expect(await hold.innerText()).toMatch(/House account spend[\s\S]*20\.00 USD/i);
  await page.getByRole('img', { name: /^Running balance\. Balance after each of 50 postings/ }).waitFor();
  await page.getByRole('button', { name: 'Load older postings' }).click();
  await page.locator('[data-posting="1"]').waitFor();
  await runsFromRowToRow(page);
  await page.close();
});

test('a payment appears on an open account by itself, and keeps the older rows that were read', async () => {
  const page = await opened('/?view=money&account=user:USD:bob');
  await page.locator('[data-posting="1"]').waitFor();
  await pay('alice', { to: 'bob', amount: '1', key: 'late-1' });
  await page.locator('[data-posting]', { hasText: 'late-1' }).waitFor();
  expect(await page.locator('[data-account="user:USD:bob"] .big-figure').innerText()).toContain('5.01 USD');
  await page.close();
});

test('one box finds a key with both legs and a user by the beginning of a name, with the keyboard alone [CON-8]', async () => {
  const page = await opened('/');
  await page.keyboard.press('m');
  const box = page.getByRole('searchbox', { name: 'User, account or idempotency key' });
  await box.waitFor();
  await tabTo(page, box);
  await page.keyboard.type('gift-1');
  await page.keyboard.press('Enter');
  const transfer = page.locator('[data-transfer=gift-1]');
  await transfer.waitFor();
  const words = await transfer.innerText();
  for (const part of ['5.00 USD moved', 'for the concert', '−5.00', '+5.00', 'wallet of alice', 'wallet of bob']) expect(words).toContain(part);
  expect(words).toMatch(/Seal\s*[0-9a-f]{64}/);
  expect(await page.getByText('this key moves nothing').count()).toBe(1);
  await tabTo(page, transfer.getByRole('link', { name: 'wallet of bob' }));
  await page.keyboard.press('Enter');
  await page.locator('[data-account="user:USD:bob"]').waitFor();
  await tabTo(page, box);
  await page.keyboard.type('ali');
  await page.keyboard.press('Enter');
  await page.locator('tr[data-account="user:USD:alice"]').waitFor();
  await page.close();
});

test('a key is found by who paid and the key, and one that was refused says why [CON-2]', async () => {
  expect((await call('/v1/wallets/bob/transfers', { to: 'alice', amount: '99999999' }, 'too-much')).status).toBe(402);
  const page = await opened('/?view=money&find=alice+gift-1');
  await page.locator('[data-transfer=gift-1]').waitFor();
  await page.goto('/?view=money&find=bob+gift-1');
  await page.getByText('Nothing is named “bob gift-1”').or(page.getByText('whose name begins so')).first().waitFor();
  expect(await page.locator('[data-transfer]').count()).toBe(0);
  await page.goto('/?view=money&find=too-much');
  const refusal = page.locator('[data-refusal=too-much]');
  await refusal.waitFor();
  expect(await refusal.innerText()).toMatch(/Refused: insufficient-funds[\s\S]*wallet of bob/);
  await page.close();
});

test('the overview has what the house earned and what came in, to the last digit [CON-8]', async () => {
  const page = await opened('/?view=money');
  await page.locator('tr[data-account="clearing:USD:grants"]', { hasText: '−92,233.00 USD' }).waitFor();
  await page.locator('tr[data-account="house:USD:spend"]').waitFor();
  await page.close();
});

test('a key that came back with another amount stands in the history, with what won and what lost [CON-2, CON-10]', async () => {
  const refused = await call('/v1/wallets/alice/transfers', { to: 'bob', amount: '777' }, 'gift-1');
  expect(refused.status).toBe(422);
  const page = await opened('/?view=money');
  await page.locator('[data-conflict]', { hasText: 'Double spend' }).waitFor();
  await page.getByRole('link', { name: 'All conflicts' }).click();
  const conflict = page.locator('[data-conflict]', { hasText: 'Double spend' });
  await conflict.waitFor();
  const words = await conflict.innerText();
  expect(words).toMatch(/Lost: the other wish[\s\S]*7\.77 USD[\s\S]*Won: the first one[\s\S]*5\.00 USD/);
  await page.getByRole('link', { name: 'Double spend' }).click();
  await page.getByText('A key moves money at most once.').waitFor();
  await page.getByRole('link', { name: 'Payment race' }).click();
  await page.getByText('None was found yet.').waitFor();
  await page.close();
});

test('a verification is begun here, and its report comes by itself [CON-8]', async () => {
  const page = await opened('/?view=money&show=verification');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('Begun. Its report appears here by itself.').waitFor();
  // The server began one by itself at its start, of whatever had been booked by then: the newest is on top.
  const report = page.locator('[data-verification]', { hasText: '64 transfers and 4 accounts' }).first();
  await report.waitFor();
  expect(await report.getAttribute('data-tone')).toBe('healthy');
  expect(await report.innerText()).toContain('The books balance');
  await page.close();
});

test('a release is asked for once more, and what the server answers is said', async () => {
  const page = await context.newPage();
  // Only the page is told that it is frozen: the refusal below is the real server's.
  await page.route('**/getAccount', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    await route.fulfill({ response, json: { ...answer, account: { ...answer.account, frozen: true } } });
  });
  await page.goto(alice);
  await page.getByText('Frozen: it takes credits and refuses debits.').waitFor();
  await page.getByRole('button', { name: 'Release' }).press('Enter');
  const reason = page.getByLabel('Why it may debit again');
  await reason.press('Escape');
  await page.getByRole('button', { name: 'Release' }).press('Enter');
  await reason.pressSequentially('looked at it');
  await reason.press('Enter');
  await page.getByText('"user:USD:alice" is not frozen.').waitFor();
  await page.close();
});

test('a viewer sees everything and is offered nothing that they may not do', async () => {
  const other = await browser.newContext({ baseURL: sora.url });
  const page = await other.newPage();
  await page.route('**/getSession', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), role: 'viewer' } });
  });
  await page.goto(await newLink());
  await page.waitForSelector('[data-layer]');
  await page.goto('/?view=money');
  await page.locator('[data-verification]').waitFor();
  expect(await page.getByRole('button', { name: 'Verify now' }).count()).toBe(0);
  await other.close();
});

test('every page of money fits a phone of 360 pixels, in light and dark', async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const address of ['/?view=money', alice, '/?view=money&find=gift-1', '/?view=money&show=conflicts', '/?view=money&show=verification']) {
      await page.goto(address);
      await page.locator('[data-account], [data-transfer], [data-conflict], [data-verification]').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBeLessThanOrEqual(0);
      expect(await cutTexts(page), address).toEqual([]);
    }
  }
  await page.close();
});

test('nothing of it is an error in the console', () => {
  expect(consoleErrors.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
});

/** Every row's balance is the one below it plus its own change, to the last digit. */
async function runsFromRowToRow(page: Page): Promise<void> {
  const rows = await page.locator('[data-posting]').evaluateAll((found) => found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.firstChild?.textContent ?? '')));
  const minor = rows.map(([change = '', balance = '']) => [change, balance].map((text) => BigInt(text.replace('−', '-').replaceAll(/[,.+]/g, ''))));
  expect(minor.length).toBeGreaterThanOrEqual(payments);
  for (const [index, [change = 0n, balance = 0n]] of minor.entries()) expect(balance).toBe((minor[index + 1]?.[1] ?? 0n) + change);
}

async function moveSomeMoney(): Promise<void> {
  for (const userId of ['alice', 'bob']) expect((await call('/v1/wallets', { userId })).status).toBe(200);
  expect((await call('/v1/wallets/alice/credits', { amount: '9223300', from: 'grants' }, 'grant-1')).status).toBe(200);
  expect((await call('/v1/wallets/alice/transfers', { to: 'bob', amount: '500', memo: 'for the concert' }, 'gift-1')).status).toBe(200);
  for (let index = 0; index < payments; index += 1) expect((await call('/preventDoubleSpend', { userId: 'alice', amount: '11347', operationId: `spend-${index}` })).status).toBe(200);
  expect((await call('/v1/wallets/alice/holds', { amount: '2000', expiresInMs: aMinuteMs * 60 }, 'hold-1')).status).toBe(200);
}

async function pay(from: string, { to, amount, key }: { readonly to: string; readonly amount: string; readonly key: string }): Promise<void> {
  expect((await call(`/v1/wallets/${from}/transfers`, { to, amount }, key)).status).toBe(200);
}

function call(path: string, body: unknown, key?: string): Promise<Response> {
  return fetch(new URL(path, sora.url), { method: 'POST', headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) }, body: JSON.stringify(body) });
}

async function opened(address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}

async function signedIn(where: BrowserContext): Promise<Page> {
  const page = await where.newPage();
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
  const made: unknown = JSON.parse(await sora.command('token', 'create', 'money-test', '--service', '--scopes', 'wallets:read,wallets:write,wallets:credit', '--json'));
  if (typeof made !== 'object' || made === null || !('token' in made)) throw new Error('"sora token create --json" prints the token.');
  return String(made.token);
}
