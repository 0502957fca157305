// npm run screenshots:example -- http://127.0.0.1:4300
// Saves the pictures of examples/web-chat for the documents, while `npm run example` serves it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './browser/launch.ts';

const folder = fileURLToPath(new URL('../docs/images', import.meta.url));
const stepTimeoutMs = 20_000;

async function main([url]: readonly string[]): Promise<void> {
  if (url === undefined) throw new Error('Say where: npm run screenshots:example -- http://127.0.0.1:4300');
  await using browser = await launchBrowser();
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 680 }, locale: 'en-GB', colorScheme });
    context.setDefaultTimeout(stepTimeoutMs);
    const [bob, alice] = [await context.newPage(), await context.newPage()];
    for (const [page, user, text] of [[bob, 'bob', 'Are you on the train already?'], [alice, 'alice', 'Since ten minutes. Going into the tunnel now']] as const) {
      await page.goto(`${url}/?user=${user}`);
      await page.getByPlaceholder('Write something').fill(text);
      await page.getByPlaceholder('Write something').press('Enter');
      await page.locator('.messages [data-seq]').filter({ hasText: text }).last().waitFor();
    }
    await alice.getByRole('button', { name: 'Cut the network' }).click();
    await alice.getByPlaceholder('Write something').fill('This one is written without a network');
    await alice.getByPlaceholder('Write something').press('Enter');
    await alice.getByRole('status').filter({ hasText: 'No connection' }).first().waitFor();
    const path = join(folder, `web-chat-${colorScheme}.png`);
    await alice.screenshot({ path });
    console.log(path);
    await alice.getByRole('button', { name: 'Give the network back' }).click();
    await bob.getByText('This one is written without a network').last().waitFor({ timeout: 60_000 });
    await context.close();
  }
}

await main(process.argv.slice(2));
