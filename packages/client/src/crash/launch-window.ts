import type { Timers } from '@sora/core';
import { createAlarm } from '../session/alarm.ts';

export interface LaunchLimits {
  /** After the app can be used, a death still is one at launch for so long. */
  readonly windowMs: number;
  /** An app that never says that it can be used is launched after this time. */
  readonly longestLaunchMs: number;
  /** After so long without a crash the next one begins the ladder anew. */
  readonly calmAfterMs: number;
}

export const defaultLaunchLimits: LaunchLimits = { windowMs: 10_000, longestLaunchMs: 60_000, calmAfterMs: 300_000 };

export interface LaunchWindow {
  /** The first time the app can be used; later calls change nothing. */
  interactive(): void;
  /** The launch is over now. */
  healthy(): void;
  stop(): void;
}

/** Tells once each when the launch is over and when the run is calm. */
export function openLaunchWindow(timers: Timers, limits: LaunchLimits, tell: (phase: 'running' | 'calm') => void): LaunchWindow {
  const alarm = createAlarm(timers);
  let stage: 'launching' | 'interactive' | 'over' = 'launching';
  const over = () => {
    if (stage === 'over') return;
    stage = 'over';
    tell('running');
    alarm.set(limits.calmAfterMs, () => { tell('calm'); });
  };
  alarm.set(limits.longestLaunchMs, over);
  return {
    interactive() {
      if (stage !== 'launching') return;
      stage = 'interactive';
      alarm.set(limits.windowMs, over);
    },
    healthy: over,
    stop() {
      stage = 'over';
      alarm.stop();
    },
  };
}
