import type { Locator, Page } from 'playwright-core';

/** Elements that hide a part of their text; what scrolls is not cut. */
export async function cutTexts(page: Page): Promise<string[]> {
  return page.locator('main *').evaluateAll((elements) => elements
    .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth && !element.matches('.chart, .chart *, .unseen, .bar'))
    .map((element) => element.textContent ?? ''));
}

const mostPresses = 80;

/** Moves the focus to it with the Tab key, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < mostPresses; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The keyboard does not reach it.');
}
