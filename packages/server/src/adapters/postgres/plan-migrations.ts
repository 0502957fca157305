import { StartRefusedError, type StartRefusal } from '../start-refused-error.ts';
import type { MigrationFile } from './migration-files.ts';

/** A row of the table `migration`. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/**
 * Which files are still to be applied, in order. Files are numbered from 1 without a gap, and what was applied must be the same text still.
 * @throws {StartRefusedError} when files and database do not belong together
 */
export function planMigrations(files: readonly MigrationFile[], applied: readonly AppliedMigration[]): readonly MigrationFile[] {
  refuseWrongNumbers(files);
  refuseGapInDatabase(applied);
  for (const row of applied) refuseUnlessSame(row, files.find((file) => file.number === row.number), files.length);
  return files.slice(applied.length);
}

function refuseWrongNumbers(files: readonly MigrationFile[]): void {
  const wrong = files.find((file, index) => file.number !== index + 1);
  if (wrong === undefined) return;
  throw refused('SORA_MIGRATION_FILES_WRONG', `Migration ${label(wrong)} is out of sequence: the files are numbered from 0001, each number once, without a gap.`, 'Restore the missing file, or give a new one the next free number.');
}

function refuseGapInDatabase(applied: readonly AppliedMigration[]): void {
  const wrong = applied.find((row, index) => row.number !== index + 1);
  if (wrong === undefined) return;
  throw refused('SORA_MIGRATION_MISSING', `The table "migration" of this database has ${label(wrong)} but not the one before it.`, 'Somebody changed that table by hand: restore the database from a backup.');
}

function refuseUnlessSame(row: AppliedMigration, file: MigrationFile | undefined, lastNumber: number): void {
  if (file === undefined && row.number > lastNumber) {
    throw refused('SORA_DATABASE_NEWER', `This database was migrated by a newer SORA: it has ${label(row)}, and this release ends at ${String(lastNumber).padStart(4, '0')}.`, 'Start the newer release again. To go back, first follow the "Rollback" lines at the head of the newer migrations.');
  }
  if (file?.name !== row.name) {
    throw refused('SORA_MIGRATION_MISSING', `Migration ${label(row)} was applied to this database, and its file is gone or renamed.`, 'Restore the file from the release that this database was migrated with.');
  }
  if (file.checksum !== row.checksum) {
    throw refused('SORA_MIGRATION_EDITED', `Migration ${label(row)} was edited after it was applied to this database.`, `Undo the edit (git checkout the file), and put the change into a new migration.`);
  }
}

function label({ number, name }: Pick<MigrationFile, 'number' | 'name'>): string {
  return `${String(number).padStart(4, '0')}_${name}`;
}

function refused(code: StartRefusal, what: string, remedy: string): StartRefusedError {
  return new StartRefusedError(code, { what, remedy });
}
