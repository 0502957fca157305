import { fileURLToPath } from 'node:url';
import { seededRandom } from '@sora/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlePage } from '../../../../../tools/browser/bundle-page.ts';
import { type KillableBrowser, killableBrowser } from '../../../../../tools/browser/killable.ts';
import { createChecks } from '../../checks.ts';
import { type ClientSystem, startClientSystem } from '../client-system.ts';
import { proveBrowserKills } from './kills.ts';

const silent = () => undefined;
const failedOf = (checks: ReturnType<typeof createChecks>) => checks.all.filter(({ ok }) => !ok);

let browsers: KillableBrowser;
let system: ClientSystem;
beforeAll(async () => {
  browsers = await killableBrowser(await bundlePage(fileURLToPath(new URL('page-app.ts', import.meta.url))));
  system = await startClientSystem(seededRandom(20261124), { SORA_APP_ORIGINS: browsers.origin });
});
afterAll(async () => {
  await browsers?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
});

test('a browser of two tabs is killed again and again while answers are lost, and a tab while it sends: nothing that the client keeps is lost, doubled or out of order, nothing is paid twice [MOB-2]', { timeout: 180_000 }, async () => {
  const checks = createChecks(silent);
  await proveBrowserKills(checks, { system, browsers }, { random: seededRandom(20261124), kills: 3, thingsPerKill: 60, lost: { answers: 0.2, connections: 0.1 }, tell: silent });
  expect(failedOf(checks)).toEqual([]);
});
