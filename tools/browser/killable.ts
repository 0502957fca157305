import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { installedChrome } from './installed-chrome.ts';
import { unpackChromium } from './unpack-chromium.ts';

/** A Chromium with a profile of its own that outlives it. */
export interface KillableBrowser extends AsyncDisposable {
  /** Of the site, as a server has to know it. */
  readonly origin: string;
  /** Starts it, with the profile of the last time. */
  start(): Promise<RunningBrowser>;
}

export interface RunningBrowser {
  readonly context: BrowserContext;
  /** A page of the site, with the script run; again after each reload. @param query such as `?a=1` */
  open(query?: string): Promise<Page>;
  /** SIGKILL to all of its processes. */
  kill(): Promise<void>;
}

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0'];

/** @param script what each page runs, as a classic script */
export async function killableBrowser(script: string): Promise<KillableBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sora-profile-'));
  const site = createServer(({ url }, response) => {
    const [type, body] = url === '/page.js' ? ['text/javascript', script] : ['text/html', '<!doctype html><title>test</title><body><script src="/page.js"></script>'];
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((listening) => { site.listen(0, '127.0.0.1', listening); });
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const running = new Set<RunningBrowser>();
  return {
    origin,
    async start() {
      const browser = await startBrowser(profile, origin);
      running.add(browser);
      return browser;
    },
    async [Symbol.asyncDispose]() {
      for (const browser of running) await browser.kill();
      site.closeAllConnections();
      await new Promise((closed) => { site.close(closed); });
      await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

async function startBrowser(profile: string, origin: string): Promise<RunningBrowser> {
  const installed = installedChrome();
  const { executablePath, env } = installed === undefined ? await unpackChromium() : { executablePath: installed, env: {} };
  // A group of its own, so that all of its processes can be killed at once.
  const child = spawn(executablePath, [...args, `--user-data-dir=${profile}`, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, where] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (where !== undefined) found(where);
    });
    child.once('exit', () => { failed(new Error(`The browser ended:\n${said}`)); });
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The browser has no context.');
  return {
    context,
    async open(query = '') {
      const page = await context.newPage();
      await page.goto(`${origin}/${query}`);
      return page;
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'exit');
      await browser.close().catch(() => undefined);
    },
  };
}
