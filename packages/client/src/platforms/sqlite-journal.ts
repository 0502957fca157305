import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Journal, type JournalChange, JournalError, type JournalErrorCode, type JournalKey, type JournalOpener, type JournalRow, type OpenJournal } from '../ports/journal.ts';

/** `SQLITE_FULL`, `SQLITE_CORRUPT` and `SQLITE_NOTADB`. */
const [full, corrupt, notADatabase] = [13, 11, 26];

// FULL: each commit is on the disk before it is acknowledged, not only in the system's memory.
const setUp = (maxBytes: number) => `
  pragma page_size = ${pageBytes};
  pragma max_page_count = ${Math.ceil(maxBytes / pageBytes)};
  pragma busy_timeout = 5000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists row (box text not null, key text not null, value text not null, primary key (box, key)) without rowid;`;

interface Statements {
  readonly get: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly scan: StatementSync;
}

const pageBytes = 4_096;
const aGigabyte = 2 ** 30;

/** Journals as SQLite files in this folder, one `NAME.journal` each. Several processes may have the same one open. @param maxBytes past this a file is full */
export function sqliteJournals(folder: string, { maxBytes = aGigabyte }: { readonly maxBytes?: number } = {}): JournalOpener {
  const openFile = (file: string) => openDatabase(file, setUp(maxBytes));
  // A promise, so that a refusal is a rejection.
  return async (name) => {
    const file = join(folder, `${name}.journal`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return { journal: journalOn(openFile(file)), setAside: undefined };
    } catch (error) {
      if (!isUnreadable(error)) throw asJournalError(error);
      return reopened(file, () => journalOn(openFile(file)));
    }
  };
}

function reopened(file: string, open: () => Journal): OpenJournal {
  try {
    const setAside = setFileAside(file);
    return { journal: open(), setAside };
  } catch (error) {
    throw asJournalError(error);
  }
}

/** @throws {Error} SQLite's own */
function openDatabase(file: string, statements: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec(statements);
    const found = database.prepare('pragma quick_check(1)').get();
    if (found?.['quick_check'] !== 'ok') throw Object.assign(new Error('The file is damaged.'), { errcode: corrupt });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The first name that is free: what was set aside before stays. */
function setFileAside(file: string): string {
  let count = 1;
  while (existsSync(`${file}.unreadable-${count}`)) count += 1;
  const aside = `${file}.unreadable-${count}`;
  for (const suffix of ['-wal', '-shm', '']) if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
  return aside;
}

function journalOn(database: DatabaseSync): Journal {
  const statements: Statements = {
    get: database.prepare('select value from row where box = ? and key = ?'),
    put: database.prepare('insert into row (box, key, value) values (?, ?, ?) on conflict (box, key) do update set value = excluded.value'),
    remove: database.prepare('delete from row where box = ? and key = ?'),
    scan: database.prepare('select key, value from row where box = ? and key > ? order by key limit ?'),
  };
  return {
    change: async (reads, decide) => guarded(database, () => changeRows(database, statements, { reads, decide })),
    scan: async ({ box, afterKey, limit }) => guarded(database, () => statements.scan.all(box, afterKey ?? '', limit).map((row): JournalRow => ({ key: String(row['key']), value: String(row['value']) }))),
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

interface Step<T> {
  readonly reads: readonly JournalKey[];
  readonly decide: (values: readonly (string | undefined)[]) => JournalChange<T>;
}

function changeRows<T>(database: DatabaseSync, { get, put, remove }: Statements, { reads, decide }: Step<T>): T {
  database.exec('begin immediate');
  try {
    const { writes, result } = decide(reads.map(({ box, key }) => get.get(box, key)?.['value'] as string | undefined));
    for (const { box, key, value } of writes) {
      if (value === undefined) remove.run(box, key);
      else put.run(box, key, value);
    }
    database.exec('commit');
    return result;
  } catch (error) {
    // A full disk has rolled it back already.
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

function guarded<T>(database: DatabaseSync, step: () => T): T {
  if (!database.isOpen) throw new JournalError('closed', 'The journal is closed.');
  try {
    return step();
  } catch (error) {
    throw errorCode(error) === undefined ? error : asJournalError(error);
  }
}

function asJournalError(error: unknown): JournalError {
  const code: JournalErrorCode = errorCode(error) === full || (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'full' : 'unavailable';
  return new JournalError(code, error instanceof Error ? error.message : 'SQLite refused.', { cause: error });
}

function isUnreadable(error: unknown): boolean {
  const code = errorCode(error);
  return code === corrupt || code === notADatabase;
}

/** SQLite's primary code: the low byte of its extended one. */
function errorCode(error: unknown): number | undefined {
  const { errcode } = error as { readonly errcode?: unknown };
  return typeof errcode === 'number' ? errcode & 0xff : undefined;
}
