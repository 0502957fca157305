import { z } from 'zod';

/** Raised when an older SORA could no longer read the file. */
export const archiveVersion = 1;

/** First entry of the archive: what is asked before anything is unpacked. */
export const headEntry = 'sora-backup.json';
/** Last entry: what was backed up, file by file. */
export const manifestEntry = 'manifest.json';
/** Below it lies the cluster. */
export const clusterPrefix = 'cluster/';

export const migrationRow = z.object({ number: z.int(), name: z.string(), checksum: z.string() });

export const archiveHead = z.object({
  format: z.literal('sora-backup'),
  version: z.int(),
  sora: z.string(),
  /** As PostgreSQL words it, such as "18.4". */
  postgres: z.string(),
  migrations: z.array(migrationRow).readonly(),
  startedAt: z.string(),
});

export type ArchiveHead = Readonly<z.infer<typeof archiveHead>>;

const archivedFile = z.object({ path: z.string(), sizeBytes: z.int(), sha256: z.string() });

export const archiveManifest = archiveHead.extend({
  endedAt: z.string(),
  /** Where the backup begins and ends in the write-ahead log. */
  startLsn: z.string(),
  stopLsn: z.string(),
  files: z.array(archivedFile).readonly(),
});

export type ArchiveManifest = Readonly<z.infer<typeof archiveManifest>>;
export type ArchivedFile = ArchiveManifest['files'][number];

export function majorOf(postgres: string): string {
  return postgres.split('.')[0] ?? '';
}
