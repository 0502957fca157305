import { seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { answered, unanswered } from '../testing/scripted-transport.ts';
import { metricRig, type MetricRig, type MetricStart } from '../testing/metric-rig.ts';

const minuteMs = 60_000;
const days = 60;
const eventsPerDay = 60;

/** Answers that a bad day brings. @param chance 0 to 1 */
function trouble(rig: MetricRig, chance: number): void {
  rig.server.trouble = chance < 0.3 ? undefined : () => (chance < 0.5 ? unanswered : chance < 0.7 ? 'lose' : chance < 0.85 ? answered(503, { code: 'overloaded' }) : answered(429, { code: 'rate-limited' }, 5_000));
}

/** One start or tab after another, with everything that can go wrong; then one that can finish in peace. */
async function live(rig: MetricRig, seed: number, limits: { readonly maxFrames?: number }): Promise<void> {
  const random = seededRandom(seed);
  const tabs: MetricStart[] = [];
  const pick = (): MetricStart | undefined => tabs[Math.floor(random.next() * tabs.length)];
  for (let event = 0; event < eventsPerDay; event++) {
    const dice = random.next();
    if (tabs.length === 0 || (dice < 0.06 && tabs.length < 3)) {
      const tab = rig.start(limits);
      tab.metrics.start();
      tabs.push(tab);
    } else if (dice < 0.16) tabs.splice(Math.floor(random.next() * tabs.length), 1)[0]?.kill();
    else if (dice < 0.26) trouble(rig, random.next());
    else if (dice < 0.3) rig.stepsToDeath = Math.floor(random.next() * 12);
    else if (dice < 0.34) rig.isFull = random.next() < 0.3;
    else if (dice < 0.42) pick()?.device.show(random.next() < 0.5 ? 'hidden' : 'visible');
    else pick()?.measure(Math.floor(random.next() * 25));
    for (const tab of tabs) await tab.wait(Math.floor(random.next() * random.next() * 40_000));
  }
  [rig.isFull, rig.stepsToDeath] = [false, Infinity];
  rig.server.trouble = undefined;
  for (const tab of tabs) tab.kill();
  const last = rig.start(limits);
  last.metrics.start();
  await last.wait(20 * minuteMs);
  // One more frame, to tell the account of this start.
  last.metrics.track('FPS', 60, 'fps');
  await last.wait(3 * minuteMs);
}

test('through kills at any moment, lost answers, full disks and several tabs the books close on the server, to the last measurement [MOB-4]', async () => {
  for (let seed = 1; seed <= days; seed++) {
    const rig = metricRig();
    await live(rig, seed, {});
    const received = rig.server.taken.reduce((sum, { content }) => sum + content, 0);
    const seqs = [...Map.groupBy(rig.server.taken, ({ frame }) => frame.boot).values()].map((frames) => frames.map(({ frame }) => frame.seq).toSorted((a, b) => a - b));
    expect([seed, rig.box('frames'), rig.server.unexplained()]).toEqual([seed, [], 0]);
    // No frame of any start is missing, so that what was stored is what arrived.
    for (const each of seqs) expect(each).toEqual(each.map((_, at) => at + 1));
    const produced = rig.server.accounts().reduce((sum, account) => sum + account.produced, 0);
    expect([seed, received]).toEqual([seed, produced]);
    expect(rig.box('books')).toHaveLength(1);
  }
});

test('above the cap every start accounts for each measurement: arrived, or dropped with a reason [MOB-4]', async () => {
  let given = 0;
  for (let seed = 1; seed <= days; seed++) {
    const rig = metricRig();
    await live(rig, 1_000 + seed, { maxFrames: 3 });
    expect([seed, rig.server.unexplained()]).toEqual([seed, 0]);
    for (const account of rig.server.accounts()) {
      const dropped = Object.values(account.dropped).reduce((sum, count) => sum + count, 0);
      expect(account.produced).toBe(account.delivered + account.queued + dropped);
      given += dropped;
    }
  }
  expect(given).toBeGreaterThan(0);
});
