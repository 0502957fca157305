import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { Page } from 'playwright-core';
import type { KillableBrowser, RunningBrowser } from '../../../../../tools/browser/killable.ts';
import type { Checks } from '../../checks.ts';
import { within } from '../../probes/within.ts';
import { type AppHistory, changeable, readHistory } from '../app-history.ts';
import type { AppLine } from '../app-lines.ts';
import { checkApp } from '../check-app.ts';
import type { ClientSystem, Door } from '../client-system.ts';
import type { WritingPlaces } from '../writing-app.ts';
import type { AppRig, PagePlan } from './page-app.ts';

declare const rig: AppRig;

export interface BrowserKillOptions {
  readonly random: Random;
  readonly kills: number;
  /** Things done between two kills, by both tabs together. */
  readonly thingsPerKill: number;
  readonly lost: Parameters<Door['lose']>[0];
  readonly tell: (sentence: string) => void;
}

/** Counts for the evidence. */
export interface BrowserKillCounts {
  readonly kills: number;
  readonly killsThatHit: number;
  readonly itemsFound: number;
  /** Tabs that died while they sent for both, and whose part the other one took. */
  readonly leadersKilled: number;
  readonly answersCut: number;
  readonly unreached: number;
  readonly messages: number;
  readonly paid: number;
  readonly edits: number;
  readonly deletes: number;
  readonly confirmations: number;
  readonly leftToTheUser: number;
}

interface Scene extends Pick<BrowserKillOptions, 'random'> {
  readonly browsers: KillableBrowser;
  readonly plan: Pick<PagePlan, 'url' | 'identityToken' | 'places'>;
  /** What all pages of all lives wrote down: here, where no kill of a browser reaches. */
  readonly lines: AppLine[];
}

const patienceMs = 30_000;
const settlesMs = 180_000;
const leastHitRatio = 0.5;
const userId = 'browser-user';

/** Kills a browser of two tabs again and again, and at times first the tab that sends, while answers are lost; then compares what the client promised with what the database keeps. */
export async function proveBrowserKills(checks: Checks, { system, browsers }: { readonly system: ClientSystem; readonly browsers: KillableBrowser }, options: BrowserKillOptions): Promise<BrowserKillCounts> {
  const { random, kills, lost, tell } = options;
  await using door = await system.openDoor(random);
  const places: WritingPlaces = await system.openPlaces('browser', [userId]);
  const scene: Scene = { browsers, random, plan: { url: door.url, identityToken: system.identity.token(userId), places }, lines: [] };
  let leadersKilled = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    door.lose(lost);
    if (await liveAndDie(scene, kill, options)) leadersKilled += 1;
    tell(`killed a browser, ${kill} of ${kills}`);
    door.lose({ answers: 0, connections: 0 });
    // Half-way everything is sent once, so that a client that begins its numbers anew with an empty outbox is seen.
    if (kill === Math.ceil(kills / 2) || kill === kills) await sendTheRest(scene, kill + kills);
  }
  const history = readHistory(scene.lines);
  checkApp(checks, 'browser', await system.differences(userId, history));
  const counts = { kills, leadersKilled, answersCut: door.cuts, unreached: door.unreached, ...figures(history) };
  checks.holds('browser: kills met things that the server had not acknowledged', counts.killsThatHit >= leastHitRatio * kills, { kills, thatHit: counts.killsThatHit, items: counts.itemsFound });
  checks.holds('browser: tabs died while they sent, and the other tab took their part', leadersKilled > 0, { leadersKilled });
  return counts;
}

/** @returns if first the tab that sends was killed, and the other one sent from then on */
async function liveAndDie(scene: Scene, run: number, { thingsPerKill }: BrowserKillOptions): Promise<boolean> {
  const { random, lines, browsers } = scene;
  const browser = await browsers.start();
  const tabs = [await openTab(browser, scene, { run, tab: 0 }), await openTab(browser, scene, { run, tab: 1 })];
  const keptBefore = keptIn(lines);
  for (const tab of tabs) void tab.evaluate((most) => rig.write(most), thingsPerKill / 2).catch(() => undefined);
  const killsLeader = run % 2 === 0;
  // In the middle of the writing, or when all is written and much is still to be sent.
  const things = killsLeader || random.next() < 0.5 ? thingsPerKill * random.next() : thingsPerKill;
  await within(patienceMs, async () => keptIn(lines) - keptBefore, (kept) => kept >= things);
  const didFollow = killsLeader && await killLeader(scene, tabs, run);
  await sleep(400 * random.next());
  await browser.kill();
  return didFollow;
}

async function killLeader({ lines }: Scene, tabs: readonly Page[], run: number): Promise<boolean> {
  const leader = () => readHistory(lines).leads.findLast((lead) => lead.run === run)?.tab;
  const before = await within(patienceMs, async () => leader(), (tab) => tab !== undefined);
  const page = tabs[before ?? 0];
  if (page === undefined) return false;
  await crash(page);
  return await within(patienceMs, async () => leader(), (tab) => tab !== before) !== before;
}

/** Its process dies as it would for want of memory. */
async function crash(page: Page): Promise<void> {
  const gone = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  void session.send('Page.crash').catch(() => undefined);
  await gone;
}

async function sendTheRest(scene: Scene, run: number): Promise<void> {
  const browser = await scene.browsers.start();
  const tab = await openTab(browser, scene, { run, tab: 0 });
  await tab.evaluate((patience) => rig.settle(patience), settlesMs);
  await browser.kill();
}

async function openTab(browser: RunningBrowser, { lines, plan, random }: Scene, { run, tab }: { readonly run: number; readonly tab: number }): Promise<Page> {
  const page = await browser.open();
  await page.exposeFunction('tell', (line: AppLine) => { lines.push(line); });
  const own: PagePlan = { ...plan, run, tab, seed: Math.floor(random.next() * 2 ** 31), changeable: tab === 0 ? changeable(readHistory(lines)) : [] };
  await page.evaluate((each) => rig.start(each), own);
  return page;
}

function keptIn(lines: readonly AppLine[]): number {
  return lines.reduce((kept, { kind }) => kept + (kind === 'kept' ? 1 : 0), 0);
}

function figures({ starts, counts, settled }: AppHistory) {
  return {
    killsThatHit: starts.filter(({ found }) => found > 0).length,
    itemsFound: starts.reduce((sum, { found }) => sum + found, 0),
    messages: counts.message, paid: counts.paid, edits: counts.edit, deletes: counts.delete, confirmations: counts.confirm,
    leftToTheUser: settled?.toConfirm.length ?? 0,
  };
}
