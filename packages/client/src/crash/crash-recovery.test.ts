import { describe, expect, test } from 'vitest';
import type { Leadership } from '../ports/leadership.ts';
import { crashRig } from '../testing/crash-rig.ts';
import { fakeDevice } from '../testing/fake-device.ts';
import { plainDrafts } from '../testing/plain-drafts.ts';

const fatal = { error: new TypeError('no "Jane"'), isFatal: true } as const;
const root = { at: 'root', origin: 'error', isFatal: false, where: 'app' } as const;

describe('what was caught', () => {
  test('a fatal error is told of at the next start, with what was typed, until the report is acknowledged [MOB-1]', () => {
    const rig = crashRig();
    const first = rig.start();
    first.recovery.keepTexts(plainDrafts({ c1: 'half a sentence' }));
    first.errors.fail(fatal);
    const drafts = plainDrafts({ c1: 'half' });
    const second = rig.start();
    second.recovery.keepTexts(drafts);
    expect(drafts.all()).toEqual({ c1: 'half a sentence' });
    const report = second.recovery.takeReport();
    expect(report).toMatchObject({ id: `${first.boot}-1`, kind: 'crash', message: 'no [quoted]', name: 'TypeError', where: 'global', release: '1.0.0', attempt: 0, unsentBefore: 0 });
    second.recovery.markHealthy();
    const third = rig.start().recovery;
    expect(third.takeReport()?.id).toBe(report?.id);
    third.acknowledgeReport('another');
    expect(third.takeReport()?.id).toBe(report?.id);
    third.acknowledgeReport(`${first.boot}-1`);
    expect(third.takeReport()).toBeUndefined();
    third.markHealthy();
    expect(rig.start().recovery.takeReport()).toBeUndefined();
  });

  test('a death that nothing caught has a report too, and a report that gave way unsent is counted', () => {
    const rig = crashRig();
    const first = rig.start();
    const second = rig.start();
    expect(second.recovery.takeReport()).toMatchObject({ id: `${first.boot}-0`, kind: 'launch-death' });
    second.errors.fail(fatal);
    expect(rig.start().recovery.takeReport()).toMatchObject({ id: `${second.boot}-1`, unsentBefore: 1, attempt: 1 });
  });

  test('texts that were sent after an error that the app outlived do not come back', () => {
    const rig = crashRig();
    const { recovery, errors } = rig.start();
    const drafts = plainDrafts({ c1: 'paid message' });
    recovery.keepTexts(drafts);
    errors.fail(fatal);
    drafts.save('c1', '');
    const later = plainDrafts();
    rig.start().recovery.keepTexts(later);
    expect(later.all()).toEqual({});
  });

  test('a page that fails before it can be used and then can be, did not crash', () => {
    const rig = crashRig();
    const { recovery, errors, device } = rig.start();
    errors.fail({ isFatal: false });
    recovery.markInteractive();
    device.show('hidden');
    const next = rig.start().recovery;
    expect([next.plan.step, next.takeReport()?.kind]).toEqual(['normal', 'error']);
  });

  test('a page that fails before it can be used and never can be, crashed, though it was closed by hand', () => {
    const rig = crashRig();
    const { errors, device } = rig.start();
    errors.fail({ isFatal: false });
    device.show('hidden');
    expect(rig.start().recovery.plan.step).toBe('restore-all');
  });

  test('what the platform called fatal and the app outlived by ten seconds is forgiven', async () => {
    const rig = crashRig();
    const { recovery, errors, timers } = rig.start();
    recovery.markHealthy();
    errors.fail(fatal);
    await timers.advance(10_000);
    expect(rig.start().recovery.plan.step).toBe('normal');
  });

  test('but not when the whole screen is gone, though the process is not', async () => {
    const rig = crashRig();
    const { recovery, errors, timers } = rig.start();
    recovery.markHealthy();
    errors.fail(fatal);
    recovery.note(fatal.error, root);
    await timers.advance(10_000);
    expect(rig.start().recovery.plan.step).toBe('restore-all');
  });

  test('a storm of errors is not one of writes, and no harmless error takes the place of a crash', () => {
    const rig = crashRig();
    const { recovery, errors } = rig.start();
    recovery.markHealthy();
    errors.fail(fatal);
    const before = JSON.stringify(rig.slots);
    for (let i = 0; i < 1_000; i++) {
      errors.fail({ isFatal: i % 2 === 0, error: i });
      recovery.note(i, { at: 'screen', origin: 'error', isFatal: false, where: 'chat' });
    }
    expect(JSON.stringify(rig.slots)).toBe(before);
  });

  test('the report of a death waits through the small errors of the next run', () => {
    const rig = crashRig();
    const first = rig.start();
    first.errors.fail(fatal);
    const { recovery } = rig.start();
    recovery.note('small', { at: 'screen', origin: 'error', isFatal: false, where: 'chat' });
    expect(recovery.takeReport()?.id).toBe(`${first.boot}-1`);
  });

  test('hostile errors, texts that cannot be had and a disk that throws leave the app alone', () => {
    const hostile = new Proxy({}, { get: () => { throw new Error('hands off'); } });
    const refuse = () => { throw new Error('no disk'); };
    const rig = crashRig({ read: refuse, write: refuse });
    const { recovery, errors } = rig.start();
    recovery.keepTexts({ ...plainDrafts(), all: () => { throw new Error('no drafts'); } });
    for (const error of [null, undefined, Object.freeze({}), hostile, new Error('x'.repeat(10_000_000))]) errors.fail({ error, isFatal: true });
    recovery.perform();
    recovery.keepPlace('{}');
    expect(recovery.refusedWrites).toBeGreaterThan(2);
    recovery.uninstall();
    expect(errors.installed).toBe(0);
  });
});

describe('recovery', () => {
  test('restores with less at each step, clears caches from the second on, and hands the place back only before that [MOB-1]', () => {
    const rig = crashRig();
    const cleared: string[] = [];
    const outcomes = Array.from({ length: 6 }, (_, start) => {
      const { recovery, errors } = rig.start({ clearVolatileCaches: () => { cleared.push(`start ${start}`); } });
      if (start > 0) recovery.keepPlace('{"route":"first"}');
      const outcome = recovery.perform();
      recovery.perform();
      if (start < 2) recovery.keepPlace('{"route":"chat"}');
      errors.fail(fatal);
      return outcome.kind === 'ready' ? [outcome.plan.step, outcome.plan.isRecovery, outcome.navigation] : [];
    });
    expect(outcomes).toEqual([
      ['normal', false, undefined],
      ['restore-all', true, '{"route":"chat"}'],
      ['restore-little', true, undefined],
      ['safe-home', true, undefined],
      ['safe-home', false, undefined],
      ['safe-home', false, undefined],
    ]);
    expect(cleared).toEqual(['start 2', 'start 3', 'start 4', 'start 5']);
  });

  test('the user acts, or a new release comes: everything is there again', () => {
    const rig = crashRig();
    for (let start = 0; start < 5; start++) rig.start().errors.fail(fatal);
    expect(rig.start({ release: '1.0.1' }).recovery.plan.step).toBe('normal');
    for (let start = 0; start < 5; start++) rig.start().errors.fail(fatal);
    const { recovery } = rig.start();
    const told: string[] = [];
    recovery.subscribe(({ step }) => told.push(step));
    expect(recovery.plan.step).toBe('safe-home');
    recovery.clear();
    expect([recovery.plan.step, told]).toEqual(['normal', ['normal']]);
    recovery.markHealthy();
    expect(rig.start().recovery.plan.step).toBe('normal');
  });

  test('of a root that crashed reloads the page where there is a reload, and never once it is at its safe home', () => {
    const rig = crashRig();
    let reloads = 0;
    for (let start = 0; start < 6; start++) {
      const { recovery } = rig.start({ device: fakeDevice({ reload: () => { reloads += 1; } }) });
      recovery.markInteractive();
      recovery.note(fatal.error, root);
      recovery.perform();
    }
    expect(reloads).toBe(3);
  });

  test('goes up the ladder in place where there is no reload', () => {
    const { recovery } = crashRig().start();
    const steps = Array.from({ length: 5 }, () => {
      recovery.markInteractive();
      recovery.note(fatal.error, root);
      recovery.perform();
      return recovery.plan.step;
    });
    expect(steps).toEqual(['restore-all', 'restore-little', 'safe-home', 'safe-home', 'safe-home']);
  });

  test('pages that are alive beside this one are not taken for ones that died', async () => {
    const rig = crashRig();
    const held = new Set<string>();
    const leadership: Leadership = {
      campaign(name, lead) {
        const isFree = !held.has(name);
        held.add(name);
        if (isFree) lead(new AbortController().signal);
        return () => { if (isFree) held.delete(name); };
      },
    };
    const pages = Array.from({ length: 5 }, () => rig.start({ leadership }));
    expect(pages.map(({ recovery }) => recovery.plan.step)).toEqual(['normal', 'restore-all', 'restore-little', 'safe-home', 'safe-home']);
    for (const { timers } of pages) await timers.advance(2_000);
    const last = pages[3];
    expect([last?.recovery.plan.step, last?.recovery.takeReport()]).toEqual(['normal', undefined]);
  });
});
