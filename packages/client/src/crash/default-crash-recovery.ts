import { createCrashRecovery, type CrashRecoveryOptions } from './crash-recovery.ts';
import { crashReporter } from './crash-reporter.ts';
import type { CrashRecovery, RecoveryOutcome } from './recovery.ts';

let recovery: CrashRecovery | undefined;

/** Sets up crash recovery for this run. The first line of an app: what fails before it is not seen. Set up once more, it answers the same. */
export function setupCrashRecovery(options: CrashRecoveryOptions): CrashRecovery {
  recovery ??= createCrashRecovery({ reporter: crashReporter(), ...options });
  return recovery;
}

/** @see CrashRecovery.perform; undefined before `setupCrashRecovery` */
export function performCrashRecovery(): RecoveryOutcome | undefined {
  return recovery?.perform();
}

/** @see CrashRecovery.clear */
export function clearCrashState(): void {
  recovery?.clear();
}

/** @see CrashRecovery.markHealthy */
export function markHealthy(): void {
  recovery?.markHealthy();
}
