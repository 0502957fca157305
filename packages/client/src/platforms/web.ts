import type { ClientPlatform } from '../client/stability-client.ts';
import { ambient } from './ambient.ts';
import { broadcastHints } from './broadcast-hints.ts';
import { indexedDbJournals } from './indexeddb-journal.ts';
import { keepingStorage } from './keep-storage.ts';
import { localStorageSlots } from './local-storage-slots.ts';
import { otherPages } from './other-page.ts';
import { withSpare } from './spare-journal.ts';
import { bucketJournals, type StorageBuckets } from './storage-bucket.ts';
import { webDevice } from './web-device.ts';
import { webLocksLeadership } from './web-locks.ts';
import { windowErrors } from './window-errors.ts';

interface NavigatorWithBuckets extends Navigator {
  readonly storageBuckets?: StorageBuckets;
}

/** A page of a browser. @param app apps on one origin that have nothing to do with each other give different names */
export function platform({ app = 'sora' }: { readonly app?: string } = {}): ClientPlatform {
  const leadership = webLocksLeadership(app, navigator.locks);
  return {
    ...ambient,
    openJournal: keepingStorage(withSpare(indexedDbJournals({ prefix: app }), bucketJournals(app, (navigator as NavigatorWithBuckets).storageBuckets)), navigator.storage),
    capsule: localStorageSlots(() => localStorage, `${app}-capsule`),
    device: webDevice(),
    errors: windowErrors(window),
    leadership,
    whenLastRunLives: otherPages({ ...ambient, leadership }),
    hints: broadcastHints(app),
  };
}
