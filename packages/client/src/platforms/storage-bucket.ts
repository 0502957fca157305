import type { Journal } from '../ports/journal.ts';
import { indexedDbJournals } from './indexeddb-journal.ts';

/** Chromium's; not in the library of types. @see https://wicg.github.io/storage-buckets/ */
export interface StorageBuckets {
  open(name: string, options: { readonly durability: 'strict' }): Promise<{ readonly indexedDB: IDBFactory }>;
}

/** A journal beside the others of the site: a bucket has files of its own. Undefined where there are no buckets. */
export function bucketJournals(prefix: string, storageBuckets: StorageBuckets | undefined): (name: string) => Promise<Journal | undefined> {
  return async (name) => {
    const bucket = await storageBuckets?.open(`${prefix.toLowerCase()}-spare`, { durability: 'strict' });
    return bucket && (await indexedDbJournals({ prefix, factory: bucket.indexedDB })(name)).journal;
  };
}
