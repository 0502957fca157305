import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ClientPlatform } from '../client/stability-client.ts';
import { ambient } from './ambient.ts';
import { fileSlots } from './file-slots.ts';
import { nodeDevice } from './node-device.ts';
import { processErrors } from './process-errors.ts';
import { soleLeader } from './sole-leader.ts';
import { sqliteJournals } from './sqlite-journal.ts';

/** A program: a bot, a test, a server that speaks as a user. @param folder where it keeps its files, of this one process */
export function platform({ app = 'sora', folder = join(homedir(), `.${app}`) }: { readonly app?: string; readonly folder?: string } = {}): ClientPlatform {
  return {
    ...ambient,
    quietTimers: {
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs).unref();
        return () => { clearTimeout(timer); };
      },
    },
    openJournal: sqliteJournals(folder),
    capsule: fileSlots(folder),
    device: nodeDevice(),
    errors: processErrors(process),
    leadership: soleLeader,
  };
}
