import type { ClientPlatform } from '../client/stability-client.ts';
import { ambient } from './ambient.ts';
import { broadcastHints } from './broadcast-hints.ts';
import { indexedDbJournals } from './indexeddb-journal.ts';
import { localStorageSlots } from './local-storage-slots.ts';
import { webDevice } from './web-device.ts';
import { webLocksLeadership } from './web-locks.ts';
import { windowErrors } from './window-errors.ts';

/** A page of a browser. @param app apps on one origin that have nothing to do with each other give different names */
export function platform({ app = 'sora' }: { readonly app?: string } = {}): ClientPlatform {
  return {
    ...ambient,
    openJournal: indexedDbJournals({ prefix: app }),
    capsule: localStorageSlots(() => localStorage, `${app}-capsule`),
    device: webDevice(),
    errors: windowErrors(window),
    leadership: webLocksLeadership(app, navigator.locks),
    hints: broadcastHints(app),
    keepStorage: () => { navigator.storage?.persist().catch(() => undefined); },
  };
}
