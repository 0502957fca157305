import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { installedChrome } from "./installed-chrome.js";
import { unpackChromium } from "./unpack-chromium.js";
const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0'];
/** @param script what each page runs, as a classic script */
export async function killableBrowser(script) {
    const profile = await mkdtemp(join(tmpdir(), 'sora-profile-'));
    const site = createServer(({ url }, response) => {
        const [type, body] = url === '/page.js' ? ['text/javascript', script] : ['text/html', '<!doctype html><title>test</title><body><script src="/page.js"></script>'];
        response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
    });
    await new Promise((listening) => { site.listen(0, '127.0.0.1', listening); });
    const origin = `http://127.0.0.1:${site.address().port}`;
    const running = new Set();
    return {
        origin,
        async start() {
            const browser = await startBrowser(profile, origin);
            running.add(browser);
            return browser;
        },
        async [Symbol.asyncDispose]() {
            for (const browser of running)
                await browser.kill();
            site.closeAllConnections();
            await new Promise((closed) => { site.close(closed); });
            await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
        },
    };
}
async function startBrowser(profile, origin) {
    const installed = installedChrome();
    const { executablePath, env } = installed === undefined ? await unpackChromium() : { executablePath: installed, env: {} };
    // A group of its own, so that all of its processes can be killed at once.
    const child = spawn(executablePath, [...args, `--user-data-dir=${profile}`, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
    const address = await new Promise((found, failed) => {
        let said = '';
        child.stderr.on('data', (chunk) => {
            said += chunk.toString();
            const [, where] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
            if (where !== undefined)
                found(where);
        });
        child.once('exit', () => { failed(new Error(`The browser ended:\n${said}`)); });
    });
    const browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    if (context === undefined)
        throw new Error('The browser has no context.');
    return {
        context,
        async open(query = '') {
            const page = await context.newPage();
            await page.goto(`${origin}/${query}`);
            return page;
        },
        async kill() {
            if (child.exitCode !== null || child.signalCode !== null)
                return;
            process.kill(-(child.pid ?? 0), 'SIGKILL');
            await once(child, 'exit');
            await browser.close().catch(() => undefined);
        },
    };
}
//# sourceMappingURL=killable.js.map