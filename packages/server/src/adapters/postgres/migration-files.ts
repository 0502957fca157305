import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One released step of the schema: `0001_spine.sql` has number 1 and name `spine`. */
export interface MigrationFile {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly checksum: string;
}

/** The migrations of this package, the same from source and from `dist`. */
export const migrationsFolder = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** Reads a folder of migrations in the order of their numbers. Only `NNNN_name.sql` counts. */
export async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_-]+\.sql$/.test(name)).toSorted();
  return Promise.all(names.map(async (name) => migrationFile(name, await readFile(join(folder, name), 'utf8'))));
}

/** Line endings do not count, since Git may change them on check-out. */
export function migrationFile(fileName: string, text: string): MigrationFile {
  const sql = text.replaceAll('\r\n', '\n');
  const checksum = createHash('sha256').update(sql).digest('hex');
  return { number: Number(fileName.slice(0, 4)), name: fileName.slice(5, -'.sql'.length), sql, checksum };
}
