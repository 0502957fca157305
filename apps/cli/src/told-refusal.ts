import { isBackupRefused } from '@sora/server';
import { CommandError } from './command.ts';

/** Waits for a backup, restore or copy; a refusal and a Ctrl-C become sentences. */
export async function orRefusal<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isBackupRefused(error)) throw new CommandError(error.message, { cause: error });
    if (signal.aborted) throw new CommandError('Interrupted: nothing was kept of it.', { cause: error });
    throw error;
  }
}
