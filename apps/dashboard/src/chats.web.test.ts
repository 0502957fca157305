import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../tools/browser/launch.ts';
import { cutTexts, tabTo } from './testing/page-checks.ts';
import { startSoraProcess, type SoraProcess } from '../../../tools/browser/sora-process.ts';

const stepTimeoutMs = 20_000;
const lobby = '/?view=chats&chat=lobby';
const secret = 'a secret of alice';
/** More than one page of entries. */
const spoken = 60;

let sora: SoraProcess;
let browser: Browser;
let context: BrowserContext;
let serviceKey: string;
const consoleErrors: string[] = [];
const answers: string[] = [];

beforeAll(async () => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../tools/build-dashboard.mjs', import.meta.url))], { stdio: 'inherit' });
  [sora, browser] = await Promise.all([startSoraProcess(), launchBrowser()]);
  serviceKey = await newServiceKey();
  // Otherwise a server might mend what is broken here before the page has shown it.
  await sora.sql(`insert into lease (name, holder, fencing_token, expires_at) values ('recount-chats', 'the test', 1000000, now() + interval '1 day')
    on conflict (name) do update set holder = excluded.holder, fencing_token = excluded.fencing_token, expires_at = excluded.expires_at`);
  context = await browser.newContext({ baseURL: sora.url, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(stepTimeoutMs);
  context.on('console', (message) => { if (message.type() === 'error') consoleErrors.push(message.text()); });
  context.on('response', (response) => { void response.text().then((text) => answers.push(text), () => undefined); });
  await (await signedIn(context)).close();
});

afterAll(async () => {
  await browser?.close();
  await sora?.close();
});

test('before any chat the page shows the line that opens the first one', async () => {
  const page = await opened('/?view=chats');
  await page.getByText('/v1/chats -H', { exact: false }).waitFor();
  await page.getByText('Nobody watches a room, and nothing was said within a minute.', { exact: false }).waitFor();
  await page.goto('/?view=chats&find=nowhere');
  await page.getByText('No chat’s id begins with “nowhere”.').waitFor();
  await page.goto('/?view=chats&chat=nowhere');
  await page.getByRole('alert').getByText('There is no chat "nowhere".').waitFor();
  await page.close();
  await talk();
});

test('a chat is opened with the keyboard alone, and is seen to be gap-free, with its versions and its payment [CON-7]', async () => {
  const page = await opened('/');
  await page.keyboard.press('c');
  const box = page.getByRole('searchbox', { name: 'Chat id, or its beginning' });
  await box.waitFor();
  await tabTo(page, box);
  await page.keyboard.type('lob');
  await page.keyboard.press('Enter');
  const found = page.getByRole('link', { name: 'lobby', exact: true });
  await found.waitFor();
  await tabTo(page, found);
  await page.keyboard.press('Enter');
  const head = page.locator('[data-chat=lobby]');
  await head.waitFor();
  expect(await head.innerText()).toMatch(/Live room[\s\S]*#63[\s\S]*Messages\s*60[\s\S]*Gap-free: every number from 1 to 63 has its entry/);
  await page.getByRole('img', { name: 'Sequence from 1 to 63: no gap.' }).waitFor();
  expect(await cellsOf(page)).toEqual({ message: 61, edit: 1, delete: 1 });
  expect(await page.locator('[data-entry="62"]').innerText()).toContain('Version 2 of #1, by alice');
  expect(await page.locator('[data-member=olga]').innerText()).toMatch(/olga\s*Owner/);
  const older = page.getByRole('button', { name: 'Load older entries' });
  await tabTo(page, older);
  await page.keyboard.press('Enter');
  expect(await page.locator('[data-entry="1"]').innerText()).toMatch(/Message by alice[\s\S]*2 versions[\s\S]*17 B/);
  expect(await page.locator('[data-entry="2"]').innerText()).toContain('deleted');
  const payment = page.getByRole('link', { name: 'The payment of #61' });
  await tabTo(page, payment);
  await page.keyboard.press('Enter');
  await page.locator('[data-transfer="sora:message:lobby:phone:61"]').waitFor();
  await page.close();
});

test('entries from any number down are shown, and a message appears on an open chat by itself', async () => {
  const page = await opened(lobby);
  await page.getByRole('textbox', { name: 'Number to begin with' }).fill('7');
  await page.keyboard.press('Enter');
  await page.getByText('from #7 down').waitFor();
  expect(await page.locator('[data-entry]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-entry')))).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  await page.getByRole('link', { name: 'Back to the newest' }).click();
  await page.locator('[data-entry="63"]').waitFor();
  await say(64);
  await page.locator('[data-entry="64"]').waitFor();
  expect(await page.locator('[data-cell]').count()).toBe(64);
  await page.close();
});

test('who watches a room is seen, summed over servers, with how much is said', async () => {
  const page = await opened('/?view=chats');
  await sora.sql(['east', 'west'].map((server) => `select pg_notify('sora_live', '${JSON.stringify({ from: server, signal: { kind: 'viewers', report: { server, tenant: 'main', chat: 'lobby', count: 40, sample: [] } } })}')`).join(';'));
  const room = page.locator('[data-room=lobby]', { hasText: '80 watching' });
  await room.waitFor();
  expect(await room.innerText()).toMatch(/on 2 servers[\s\S]*\/ min/);
  await page.close();
});

test('a head that was changed by hand is said so, and recounted with the keyboard [CON-4]', async () => {
  await sora.sql(`update chat set messages = 9, digest = decode(repeat('ab', 32), 'hex') where chat = 'lobby'`);
  const page = await opened(lobby);
  const verdict = page.locator('.chat-verdict');
  await page.getByText('The head says something else than the entries').waitFor();
  expect(await verdict.innerText()).toContain('The count of messages says 9; the entries come to 61.');
  expect(await page.locator('.digest').count()).toBe(2);
  await tabTo(page, page.getByRole('button', { name: 'Recount' }));
  await page.keyboard.press('Enter');
  await page.getByText('Recounted: the head says #64 and 61 messages now, as its entries do.').waitFor();
  await page.locator('.chat-verdict[data-tone=healthy]').waitFor();
  const conflict = page.locator('[data-conflict]', { hasText: 'Chat state mismatch' });
  expect(await conflict.innerText()).toMatch(/Lost: the head of the chat[\s\S]*messages\s*9[\s\S]*Won: its entries[\s\S]*messages\s*61/i);
  await page.close();
});

test('entries that were deleted by hand are seen as a gap, in the strip and among the rows, and a recount does not hide them [CON-4]', async () => {
  await sora.sql(`alter table entry disable trigger all; delete from entry where chat = 'broken' and seq in (3, 4); alter table entry enable trigger all`);
  const page = await opened('/?view=chats&chat=broken');
  await page.getByRole('img', { name: 'Sequence from 1 to 6: 1 gap, at #3 to #4.' }).waitFor();
  expect(await cellsOf(page)).toEqual({ message: 4, missing: 2 });
  expect(await page.locator('[data-gap="3"]').innerText()).toBe('#3 to #4 have no entry');
  expect(await page.locator('.chat-verdict').getAttribute('data-tone')).toBe('critical');
  await page.getByRole('link', { name: '#3 to #4' }).click();
  await page.getByText('from #5 down').waitFor();
  await page.getByRole('button', { name: 'Recount' }).press('Enter');
  await page.getByText('Entries are missing, so that nothing was recounted.', { exact: false }).waitFor();
  await page.locator('[data-conflict]', { hasText: 'Entries of this chat are missing' }).waitFor();
  await page.close();
});

test('a value that lost a race is compared and restored from the page, with the keyboard [CON-1, CON-10]', async () => {
  for (const [install, title, counter] of [['east', 'Cats', '0000'], ['west', 'Dogs', '0001']] as const) {
    const stamp = `${(Date.now() - 1_000).toString(16).padStart(12, '0')}-${counter}-${install}`;
    expect((await call('/v1/documents/chat-settings/lobby', { install, fields: { title: { value: title, stamp } } })).status).toBe(200);
  }
  const page = await opened('/?view=chats');
  await page.getByRole('link', { name: 'All conflicts' }).click();
  const race = page.locator('[data-conflict]', { hasText: 'Concurrent write' });
  await race.waitFor();
  expect(await race.innerText()).not.toMatch(/Cats|Dogs/);
  await tabTo(page, race.getByRole('button', { name: 'Compare the values' }));
  await page.keyboard.press('Enter');
  await race.getByText('“Cats”').waitFor();
  expect(await race.locator('.values').innerText()).toMatch(/Lost: version 1[\s\S]*“Cats”[\s\S]*Stands now: version 2[\s\S]*“Dogs”/);
  await tabTo(page, race.getByRole('button', { name: 'Restore the lost value' }));
  await page.keyboard.press('Enter');
  await race.getByText('Restored, by a new version under your name.', { exact: false }).waitFor();
  expect(await race.locator('.values').innerText()).toMatch(/Stands now: version 3[\s\S]*“Cats”/);
  await page.goto('/?view=events');
  await page.getByText('chat-settings/lobby').first().waitFor();
  await page.goto('/?view=money&show=conflicts');
  await page.getByText('None was found yet.', { exact: false }).waitFor();
  await page.close();
});

test('a viewer sees the proof, and is offered nothing that they may not do', async () => {
  const other = await browser.newContext({ baseURL: sora.url });
  const page = await other.newPage();
  await page.route('**/getSession', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), role: 'viewer' } });
  });
  await page.goto(await newLink());
  await page.waitForSelector('[data-layer]');
  await page.goto(lobby);
  await page.locator('[data-cell]').first().waitFor();
  await page.getByText('An operator sees both values', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: /Recount|Compare/ }).count()).toBe(0);
  await other.close();
});

test('every page of chats fits a phone of 360 pixels, in light and dark', async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const address of ['/?view=chats', lobby, '/?view=chats&chat=broken', '/?view=chats&find=lobby', '/?view=chats&show=conflicts']) {
      await page.goto(address);
      await page.locator('[data-chat], [data-conflict]').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBeLessThanOrEqual(0);
      expect(await cutTexts(page), address).toEqual([]);
    }
  }
  await page.close();
});

test('no text of anybody ever came to the page, and nothing of it is an error in the console', () => {
  expect(answers.some((text) => text.includes('"strip"'))).toBe(true);
  expect(answers.filter((text) => text.includes(secret))).toEqual([]);
  expect(consoleErrors.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
});

/** How many cells of each kind the strip has. */
async function cellsOf(page: Page): Promise<Readonly<Record<string, number>>> {
  const kinds = await page.locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-cell') ?? ''));
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}

/** A room in which alice says sixty things, changes one and deletes another, and pays for the last; and a group that will be broken. */
async function talk(): Promise<void> {
  for (const [id, kind] of [['lobby', 'room'], ['broken', 'group']]) {
    expect((await call('/v1/chats', { id, kind, userId: 'olga' })).status).toBe(200);
    expect((await call(`/v1/chats/${id}/members`, { memberId: 'alice', role: 'member' })).status).toBe(200);
  }
  for (let installSeq = 1; installSeq <= spoken; installSeq += 1) await say(installSeq);
  expect((await call('/v1/wallets', { userId: 'alice' })).status).toBe(200);
  expect((await call('/v1/wallets/alice/credits', { amount: '500', from: 'grants' }, 'grant-1')).status).toBe(200);
  expect((await call('/v1/prices', { chatId: 'lobby', price: { amount: '30' } })).status).toBe(200);
  await say(61, { price: { amount: '30', unit: 'USD' } });
  expect((await call('/v1/prices', { chatId: 'lobby', price: null })).status).toBe(200);
  expect((await call('/v1/chats/lobby/messages/1/edit', { userId: 'alice', install: 'phone', installSeq: 62, text: secret })).status).toBe(200);
  expect((await call('/v1/chats/lobby/messages/2/delete', { userId: 'alice', install: 'phone', installSeq: 63 })).status).toBe(200);
  for (let installSeq = 1; installSeq <= 6; installSeq += 1) expect((await call('/v1/chats/broken/messages', { userId: 'alice', install: 'tablet', installSeq, text: secret })).status).toBe(200);
}

async function say(installSeq: number, more: object = {}): Promise<void> {
  expect((await call('/v1/chats/lobby/messages', { userId: 'alice', install: 'phone', installSeq, text: secret, ...more })).status).toBe(200);
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
  const scopes = 'chats:read,chats:write,documents:read,documents:write,wallets:read,wallets:write,wallets:credit';
  const made: unknown = JSON.parse(await sora.command('token', 'create', 'chats-test', '--service', '--scopes', scopes, '--json'));
  if (typeof made !== 'object' || made === null || !('token' in made)) throw new Error('"sora token create --json" prints the token.');
  return String(made.token);
}
