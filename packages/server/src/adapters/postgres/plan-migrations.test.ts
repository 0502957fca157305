import { expect, test } from 'vitest';
import { migrationFile } from './migration-files.ts';
import { planMigrations } from './plan-migrations.ts';

const spine = migrationFile('0001_spine.sql', 'create table a ();');
const metrics = migrationFile('0002_metrics.sql', 'create table b ();');
const ledger = migrationFile('0003_ledger.sql', 'create table c ();');
const files = [spine, metrics, ledger];

test('an empty database gets every migration in order', () => {
  expect(planMigrations(files, [])).toEqual(files);
});

test('a database that is behind gets what it lacks, and an up-to-date one nothing', () => {
  expect(planMigrations(files, [spine, metrics])).toEqual([ledger]);
  expect(planMigrations(files, files)).toEqual([]);
});

test('line endings changed by a check-out are no edit', () => {
  expect(migrationFile('0001_spine.sql', 'a;\r\nb;\r\n').checksum).toBe(migrationFile('0001_spine.sql', 'a;\nb;\n').checksum);
});

test.each([
  ['a released migration that was edited', files, [migrationFile('0001_spine.sql', 'create table x ();')], 'SORA_MIGRATION_EDITED', '0001_spine'],
  ['a gap between the files', [spine, ledger], [], 'SORA_MIGRATION_FILES_WRONG', '0003_ledger'],
  ['two files with one number', [spine, metrics, migrationFile('0002_other.sql', '')], [], 'SORA_MIGRATION_FILES_WRONG', '0002_other'],
  ['a missing file of an applied migration', [spine, ledger], [spine, metrics], 'SORA_MIGRATION_FILES_WRONG', '0003_ledger'],
  ['an applied migration that was renamed', [spine, migrationFile('0002_gauges.sql', '')], [spine, metrics], 'SORA_MIGRATION_MISSING', '0002_metrics'],
  ['a gap in the database', files, [spine, ledger], 'SORA_MIGRATION_MISSING', '0003_ledger'],
  ['a database newer than the code', [spine, metrics], files, 'SORA_DATABASE_NEWER', '0003_ledger'],
] as const)('start is refused on %s, with a remedy', (_, present, applied, code, named) => {
  const plan = () => planMigrations(present, applied);
  expect(plan).toThrow(expect.objectContaining({ code, remedy: expect.stringMatching(/\.$/) }));
  expect(plan).toThrow(named);
});
