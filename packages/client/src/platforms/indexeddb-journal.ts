import { type Journal, type JournalChange, JournalError, type JournalKey, type JournalOpener } from '../ports/journal.ts';

const table = 'row';
/** How often an unreadable database is left where it is, and one beside it begun. */
const maxSetAside = 3;

interface Step<T> {
  readonly reads: readonly JournalKey[];
  readonly decide: (values: readonly (string | undefined)[]) => JournalChange<T>;
}

/** Journals as IndexedDB databases `PREFIX-NAME`, each with one table whose keys are pairs of box and key. */
export function indexedDbJournals({ prefix, factory = indexedDB }: { readonly prefix: string; readonly factory?: IDBFactory }): JournalOpener {
  return async (name) => {
    let setAside: string | undefined;
    for (let count = 1; ; count++) {
      const database = `${prefix}-${name}${count === 1 ? '' : `-${count}`}`;
      try {
        const first = await openDatabase(factory, database);
        return { journal: journalOn(() => openDatabase(factory, database), first), setAside };
      } catch (error) {
        if (count > maxSetAside || (error as JournalError).code === 'full') throw error;
        setAside = database;
      }
    }
  };
}

function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.addEventListener('upgradeneeded', () => { request.result.createObjectStore(table); });
    request.addEventListener('success', () => { resolve(request.result); });
    request.addEventListener('error', () => { reject(asJournalError(request.error)); });
  });
}

/** @param reopen the browser closes a database when its site's data is cleared; what follows then goes to a new, empty one */
function journalOn(reopen: () => Promise<IDBDatabase>, first: IDBDatabase): Journal {
  let isOpen = true;
  let database: Promise<IDBDatabase> | undefined;
  const follow = (opening: Promise<IDBDatabase>) => {
    database = opening;
    opening.then((opened) => {
      const forget = () => { if (database === opening) database = undefined; };
      opened.addEventListener('close', forget);
      // Another page deletes it, and would wait for us.
      opened.addEventListener('versionchange', () => { opened.close(); forget(); });
    }, () => { if (database === opening) database = undefined; });
    return opening;
  };
  void follow(Promise.resolve(first));
  const current = () => (isOpen ? (database ?? follow(reopen())) : Promise.reject(new JournalError('closed', 'The journal is closed.')));
  return {
    change: async (reads, decide) => changeRows(await current(), { reads, decide }),
    scan: async (query) => scanRows(await current(), query),
    async close() {
      isOpen = false;
      (await database)?.close();
    },
  };
}

function changeRows<T>(database: IDBDatabase, { reads, decide }: Step<T>): Promise<T> {
  return inTransaction(database, 'readwrite', (rows, finish) => {
    const values: (string | undefined)[] = [];
    let waiting = reads.length;
    const write = () => {
      const { writes, result } = decide(values);
      writes.forEach(({ box, key, value }) => (value === undefined ? rows.delete([box, key]) : rows.put(value, [box, key])));
      finish(result);
    };
    if (waiting === 0) write();
    reads.forEach(({ box, key }, at) => {
      const request = rows.get([box, key]);
      request.addEventListener('success', () => {
        values[at] = request.result;
        waiting -= 1;
        if (waiting === 0) write();
      });
    });
  });
}

function scanRows(database: IDBDatabase, { box, afterKey, limit }: Parameters<Journal['scan']>[0]): ReturnType<Journal['scan']> {
  return inTransaction(database, 'readonly', (rows, finish) => {
    // An array sorts after every text: the end of the box.
    const range = IDBKeyRange.bound([box, afterKey ?? ''], [box, []], afterKey !== undefined, true);
    const keys = rows.getAllKeys(range, limit);
    const values = rows.getAll(range, limit);
    values.addEventListener('success', () => { finish(values.result.map((value: string, at) => ({ key: (keys.result[at] as [string, string])[1], value }))); });
  });
}

/** Strict: committed means on the disk. */
function inTransaction<T>(database: IDBDatabase, mode: IDBTransactionMode, ask: (rows: IDBObjectStore, finish: (result: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let transaction: IDBTransaction;
    try {
      transaction = database.transaction(table, mode, { durability: 'strict' });
    } catch (error) {
      return reject(asJournalError(error));
    }
    let result: T;
    transaction.addEventListener('complete', () => { resolve(result); });
    transaction.addEventListener('abort', () => { reject(asJournalError(transaction.error)); });
    ask(transaction.objectStore(table), (found) => { result = found; });
  });
}

function asJournalError(error: unknown): JournalError {
  const { name, message } = (error ?? {}) as Partial<Error>;
  return new JournalError(name === 'QuotaExceededError' ? 'full' : 'unavailable', message ?? 'IndexedDB refused.', { cause: error });
}
