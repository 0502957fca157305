import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { existingLayout } from './physical/back-up-embedded.ts';

/** Where a database is: at an address, or embedded in a data folder. */
export type DatabasePlace = { readonly url: string } | { readonly dataDir: string };

export interface OpenDatabase {
  /** Holds a password: never shown. */
  readonly url: string;
  /** Stops an embedded PostgreSQL again, unless servers use it. */
  close(): Promise<unknown>;
}

/** A database as it is: it is not migrated. @throws {BackupRefusedError} when the data folder has none */
export async function openSource(place: DatabasePlace, log: (sentence: string) => void): Promise<OpenDatabase> {
  if ('dataDir' in place) await existingLayout(place.dataDir);
  return openTarget(place, log);
}

/** As above, but a data folder without a database gets an empty one. */
export async function openTarget(place: DatabasePlace, log: (sentence: string) => void): Promise<OpenDatabase> {
  if ('url' in place) return { url: place.url, close: async () => undefined };
  const { url, stop } = await startEmbeddedPostgres({ dataDir: place.dataDir, log });
  return { url, close: stop };
}
