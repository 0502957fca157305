import { chromium, type Browser } from 'playwright-core';
import { installedChrome } from './installed-chrome.ts';
import { unpackChromium } from './unpack-chromium.ts';

const launchTimeoutMs = 60_000;
const oldestMajor = 120;

// Not the package's own list: its `--single-process --no-zygote` kills the browser when the first context closes.
// The rest keeps a test's browser from talking to anyone but the page under test.
const args = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-pings',
];

/**
 * A headless Chromium for tests and screenshots: the installed one, else the npm package's.
 * @throws {Error} when none starts within a minute, or it is too old for what the dashboard uses
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = installedChrome();
  const { executablePath, env } = installed === undefined ? await unpackChromium() : { executablePath: installed, env: {} };
  const browser = await chromium.launch({ executablePath, args, timeout: launchTimeoutMs, env: { ...definedEnvironment(), ...env } });
  const major = Number.parseInt(browser.version(), 10);
  if (major >= oldestMajor) return browser;
  await browser.close();
  throw new Error(`${executablePath} is Chromium ${browser.version()}; the dashboard needs ${oldestMajor} or newer.`);
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
