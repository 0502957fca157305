import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../tools/browser/launch.ts';

let browser: Browser;
let example: ChildProcess;
let dataDir: string;
let url: string;

beforeAll(async () => {
  const [port, soraPort] = [await freePort(), await freePort()];
  dataDir = await mkdtemp(join(tmpdir(), 'sora-web-chat-'));
  url = `http://127.0.0.1:${port}`;
  example = spawn(process.execPath, ['--conditions=@sora/source', fileURLToPath(new URL('serve.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], EXAMPLE_DATA_DIR: dataDir, PORT: String(port), EXAMPLE_SORA_PORT: String(soraPort) }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of example.stdout ?? []) if ((printed += String(chunk)).includes('Ctrl-C')) break;
  if (!printed.includes(url)) throw new Error(`The example does not start: ${printed}`);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  example.kill('SIGINT');
  await once(example, 'exit');
  await rm(dataDir, { recursive: true });
});

/** A tab of this person, who is signed in by now: what is sent before that is refused and stays in the composer. It remembers every text that was ever visible in it. */
async function tab(user: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 700 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/?user=${user}`);
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(globalThis, { seen });
    new MutationObserver(() => { for (const line of document.body.innerText.split('\n')) seen.add(line); }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await banner(page, 'Connected');
  return page;
}

const errorWords = /\b(error|failed|failure|wrong|oops|exception|crashed|undefined|null)\b/i;
const seenWords = async (page: Page) => (await page.evaluate(() => [...(globalThis as unknown as { readonly seen: ReadonlySet<string> }).seen])).filter((line) => errorWords.test(line));
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const banner = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).first().waitFor();

async function say(page: Page, text: string): Promise<void> {
  await page.getByPlaceholder('Write something').fill(text);
  await page.getByPlaceholder('Write something').press('Enter');
  await page.getByRole('listitem').filter({ hasText: text }).waitFor();
}

const texts = (page: Page) => page.locator('.messages [data-seq] .text').allInnerTexts();

test('what is written while the network is cut and the server is dead arrives once and in order, and nobody ever reads of an error [MOB-2] [MOB-3]', async () => {
  const [alice, bob] = [await tab('alice'), await tab('bob')];
  await say(alice, 'one');
  await press(alice, 'Cut the network');
  await say(alice, 'two');
  await banner(alice, 'No connection - your messages will be saved');
  await press(alice, 'Kill the server');
  await press(alice, 'Give the network back');
  await say(alice, 'three');
  await alice.reload();
  await alice.getByRole('listitem').filter({ hasText: 'three' }).waitFor();
  await press(bob, 'Kill the server');
  await press(bob, 'Start the server');
  await expect.poll(() => texts(bob), { timeout: 60_000 }).toEqual(['one', 'two', 'three']);
  await expect.poll(() => texts(alice), { timeout: 60_000 }).toEqual(['one', 'two', 'three']);
  await banner(alice, 'Connected');
  expect(await seenWords(bob)).toEqual([]);
});

test('a screen that crashes keeps what was being written, and comes back [MOB-1] [MOB-7] [HEAL-4]', async () => {
  const page = await tab('carol');
  await page.getByPlaceholder('Write something').fill('half a thought');
  await press(page, 'Crash this screen');
  await banner(page, 'Reconnecting... You can keep writing');
  expect(await page.getByRole('textbox').inputValue()).toBe('half a thought');
  await page.getByRole('textbox').fill('half a thought, finished');
  await press(page, 'Try again');
  expect(await page.getByPlaceholder('Write something').inputValue()).toBe('half a thought, finished');
  await press(page, 'Throw where nobody catches');
  await say(page, 'still here');
  expect(await seenWords(page)).toEqual([]);
});

test('a paid message takes its price from the wallet, once; without money it says so and waits for the user [CON-2]', async () => {
  const page = await tab('bob');
  await press(page, 'Ask Carol');
  await say(page, 'for free?');
  await page.getByText(/not sent:/).waitFor();
  await press(page, 'Top up');
  await page.getByText('10.00 USD').waitFor();
  await press(page, 'Try again');
  await page.locator('.messages [data-seq]').filter({ hasText: 'for free?' }).waitFor();
  await page.getByText('9.50 USD').waitFor();
  expect(await seenWords(page)).toEqual([]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((closed) => { server.close(closed); });
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.');
  return address.port;
}
