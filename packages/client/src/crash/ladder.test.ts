import { describe, expect, test } from 'vitest';
import type { Capsule } from './capsule.ts';
import { weighCaught } from './evidence.ts';
import { judgeRun } from './judge-run.ts';
import { decideStart } from './ladder.ts';

const here = { release: '1.0.0', hasScreen: true };
const ran = (change: Partial<Capsule>): Capsule => ({
  release: '1.0.0', boot: 'b', phase: 'running', visibility: 'visible', evidence: 'none', recoveriesUsed: 0,
  safeRelease: undefined, navigation: undefined, composer: {}, report: undefined, ...change,
});
const stepAfter = (change: Partial<Capsule>, now = here) => decideStart(ran(change), now).step;

describe('a crash is what there is evidence for', () => {
  test.each([
    ['a handler that caught it', { evidence: 'certain' }, 'crashed'],
    ['a handler that caught it while the app was hidden', { evidence: 'certain', phase: 'launching', visibility: 'hidden' }, 'crashed'],
    ['a failure before the app could be used', { evidence: 'suspected', phase: 'launching' }, 'crashed'],
    ['a death at launch, in front of the user', { phase: 'launching' }, 'crashed'],
    ['a kill at launch, in the background', { phase: 'launching', visibility: 'hidden' }, 'unsure'],
    ['a force-quit later on', { phase: 'running' }, 'fine'],
    ['a kill after minutes', { phase: 'calm', visibility: 'hidden' }, 'fine'],
    ['an end on purpose', { phase: 'ended', evidence: 'certain' }, 'fine'],
  ] as const)('%s [MOB-1]', (_what, change, outcome) => { expect(judgeRun(ran(change), true)).toBe(outcome); });

  test('a program without a screen is not judged by being killed', () => {
    expect(judgeRun(ran({ phase: 'launching' }), false)).toBe('unsure');
    expect(judgeRun(ran({ phase: 'launching', evidence: 'certain' }), false)).toBe('crashed');
  });

  test('what was caught weighs by where, and by whether the app could be used', () => {
    const error = { at: 'global', origin: 'error', isFatal: false } as const;
    expect(weighCaught({ ...error, isFatal: true }, true)).toBe('certain');
    expect(weighCaught({ ...error, at: 'root' }, true)).toBe('certain');
    expect(weighCaught({ ...error, at: 'screen' }, false)).toBe('none');
    expect([weighCaught(error, false), weighCaught(error, true)]).toEqual(['suspected', 'none']);
    expect(weighCaught({ ...error, origin: 'rejection' }, false)).toBe('none');
  });
});

describe('the ladder', () => {
  test('has exactly three steps and no fourth [MOB-1]', () => {
    expect([0, 1, 2].map((recoveriesUsed) => decideStart(ran({ evidence: 'certain', recoveriesUsed }), here))).toEqual([
      { step: 'restore-all', attempt: 1, isRecovery: true, didLastRunCrash: true },
      { step: 'restore-little', attempt: 2, isRecovery: true, didLastRunCrash: true },
      { step: 'safe-home', attempt: 3, isRecovery: true, didLastRunCrash: true },
    ]);
    expect(decideStart(ran({ evidence: 'certain', recoveriesUsed: 3, safeRelease: '1.0.0' }), here)).toEqual({ step: 'safe-home', attempt: 3, isRecovery: false, didLastRunCrash: true });
  });

  test('begins anew after a good run, and after minutes without a crash', () => {
    expect(stepAfter({ recoveriesUsed: 2 })).toBe('normal');
    expect(stepAfter({ recoveriesUsed: 2, evidence: 'certain', phase: 'calm' })).toBe('restore-all');
    expect(stepAfter({ recoveriesUsed: 2, evidence: 'certain', phase: 'running' })).toBe('safe-home');
  });

  test('stays where it is after a run that says nothing', () => {
    expect(decideStart(ran({ recoveriesUsed: 2, phase: 'launching', visibility: 'hidden' }), here)).toEqual({ step: 'restore-little', attempt: 2, isRecovery: false, didLastRunCrash: false });
  });

  test('ends with a new release, also from the safe home; a good run at the safe home does not end it', () => {
    const safe = { recoveriesUsed: 3, safeRelease: '1.0.0' };
    expect([stepAfter(safe), stepAfter(safe, { ...here, release: '1.0.1' })]).toEqual(['safe-home', 'normal']);
    expect(stepAfter({ evidence: 'certain', recoveriesUsed: 1 }, { ...here, release: '1.0.1' })).toBe('normal');
  });

  test('a first start is a normal one', () => { expect(decideStart(undefined, here).step).toBe('normal'); });
});
