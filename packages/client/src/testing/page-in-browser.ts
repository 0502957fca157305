import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { bundlePage } from './bundle-page.ts';
import type { PageRig } from './stability-page.tsx';

declare global {
  interface Window { readonly rig: PageRig }
}

const html = '<!doctype html><html lang="en"><title>app</title><style>:root{color-scheme:light dark}</style><body><script src="/app.js"></script></body>';

/**
 * The page of `stability-page.tsx` in a real browser, with a profile of its own for each test.
 * @param launch the repository's browser: tools stand on this package, so the test brings it
 */
export function pageInBrowser(launch: () => Promise<Browser>): { readonly context: BrowserContext; opened(path?: string): Promise<Page> } {
  let browser: Browser;
  let script: string;
  let context: BrowserContext;
  beforeAll(async () => {
    [browser, script] = await Promise.all([launch(), bundlePage(fileURLToPath(new URL('stability-page.tsx', import.meta.url)))]);
  });
  afterAll(async () => { await browser?.close(); });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 480, height: 560 } });
    context.setDefaultTimeout(10_000);
    await context.route('https://app.example/**', (route) => route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  });
  afterEach(async () => { await context.close(); });
  return {
    get context() { return context; },
    async opened(path = '/') {
      const page = await context.newPage();
      await page.goto(`https://app.example${path}`);
      return page;
    },
  };
}

export async function click(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click();
}

/** WCAG 2 contrast of an element's ink on the ground behind it. */
export async function contrastOf(page: Page, selector: string): Promise<number> {
  return page.locator(selector).first().evaluate((element) => {
    const rgb = (colour: string) => (/[\d.]+/g[Symbol.match](colour) ?? []).map(Number);
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0] = rgb(colour).map((part) => { const share = part / 255; return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (at: Element | null): string => {
      if (at === null) return 'rgb(255,255,255)';
      const colour = getComputedStyle(at).backgroundColor;
      return rgb(colour)[3] === 0 ? ground(at.parentElement) : colour;
    };
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}
