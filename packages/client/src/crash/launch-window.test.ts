import { describe, expect, test } from 'vitest';
import { crashRig } from '../testing/crash-rig.ts';
import { fakeDevice } from '../testing/fake-device.ts';

describe('the launch window', () => {
  test('lasts until ten seconds after the app can be used [MOB-1]', async () => {
    for (const [ms, step] of [[9_999, 'restore-all'], [10_000, 'normal']] as const) {
      const rig = crashRig();
      const { recovery, timers } = rig.start();
      await timers.advance(5_000);
      recovery.markInteractive();
      await timers.advance(4_000);
      recovery.markInteractive();
      await timers.advance(ms - 4_000);
      expect(rig.start().recovery.plan.step).toBe(step);
    }
  });

  test('ends early when the app says that it is healthy, and after a minute when it says nothing', async () => {
    const early = crashRig();
    early.start().recovery.markHealthy();
    expect(early.start().recovery.plan.step).toBe('normal');
    const silent = crashRig();
    await silent.start().timers.advance(60_000);
    expect(silent.start().recovery.plan.step).toBe('normal');
  });

  test('a kill in the background, a force-quit and a reload by the developer never count', () => {
    const rig = crashRig();
    for (let kill = 0; kill < 10; kill++) {
      const { device, recovery } = rig.start();
      if (kill % 2 === 0) device.show('hidden');
      else recovery.markEnding();
    }
    expect(rig.start().recovery.plan).toMatchObject({ step: 'normal', attempt: 0 });
  });

  test('who comes back to the app and then sees it die, counts', () => {
    const rig = crashRig();
    const { device } = rig.start();
    device.show('hidden');
    device.show('visible');
    expect(rig.start().recovery.plan.step).toBe('restore-all');
  });

  test('a program without a screen may be killed as often as one likes', () => {
    const rig = crashRig();
    const program = () => fakeDevice({ onFrame: undefined });
    for (let kill = 0; kill < 5; kill++) rig.start({ device: program() });
    expect(rig.start({ device: program() }).recovery.plan.step).toBe('normal');
  });
});
