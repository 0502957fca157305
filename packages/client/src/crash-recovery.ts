import { defaultPlatform } from './client/default-platform.ts';
import type { CrashRecoveryOptions } from './crash/crash-recovery.ts';
import type { CrashRecovery } from './crash/recovery.ts';
import { setupCrashRecovery as setup } from './crash/default-crash-recovery.ts';

export { clearCrashState, markHealthy, performCrashRecovery } from './crash/default-crash-recovery.ts';

/** Sets up crash recovery on this device. The first line of an app: what fails before it is not seen. */
export function setupCrashRecovery(options: Omit<CrashRecoveryOptions, 'platform'> & Partial<Pick<CrashRecoveryOptions, 'platform'>>): CrashRecovery {
  return setup({ platform: defaultPlatform(), ...options });
}
