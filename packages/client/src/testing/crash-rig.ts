import { fakeClock, fakeTimers } from '@sora/core/testing';
import { createCrashRecovery, type CrashRecoveryOptions } from '../crash/crash-recovery.ts';
import { crashReporter } from '../crash/crash-reporter.ts';
import type { CrashRecovery } from '../crash/recovery.ts';
import { otherPages } from '../platforms/other-page.ts';
import { soleLeader } from '../platforms/sole-leader.ts';
import type { CapsuleSlots } from '../ports/capsule-slots.ts';
import type { Leadership } from '../ports/leadership.ts';
import { fakeDevice } from './fake-device.ts';
import { fakeErrorHooks } from './fake-error-hooks.ts';
import { memorySlots } from './memory-slots.ts';

/** Starts of one installed app: each run has its own clock and device, all have the slots. */
export function crashRig(slots: CapsuleSlots = memorySlots()) {
  let boots = 0;
  return {
    slots,
    start(options: Partial<CrashRecoveryOptions> & { readonly device?: ReturnType<typeof fakeDevice>; readonly leadership?: Leadership } = {}) {
      const clock = fakeClock(1_000);
      const timers = fakeTimers(clock);
      const { device = fakeDevice(), leadership = soleLeader, ...own } = options;
      const errors = fakeErrorHooks();
      boots += 1;
      const boot = `boot${String(boots).padStart(28, '0')}`;
      const recovery: CrashRecovery = createCrashRecovery({
        platform: { capsule: slots, device, errors, whenLastRunLives: otherPages({ leadership, timers }), timers, randomId: () => boot },
        release: '1.0.0',
        reporter: crashReporter(),
        ...own,
      });
      return { recovery, device, errors, timers, clock, boot };
    },
  };
}
