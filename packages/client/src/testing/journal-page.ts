// What a browser's page does for the tests of its journal.
import { openOutboxStore } from '../outbox/open-outbox-store.ts';
import { writeRow } from '../outbox/outbox-row.ts';
import { ambient } from '../platforms/ambient.ts';
import { broadcastHints } from '../platforms/broadcast-hints.ts';
import { indexedDbJournals } from '../platforms/indexeddb-journal.ts';
import { platform } from '../platforms/web.ts';
import { webLocksLeadership } from '../platforms/web-locks.ts';
import { journalCases } from './journal-cases.ts';

const open = indexedDbJournals({ prefix: 'sora' });
/** As an app has it. */
const { openJournal } = platform({ app: 'killed' });

export const journalRig = {
  /** @returns what is wrong, undefined for nothing */
  async run(name: string, at: number): Promise<string | undefined> {
    try {
      await journalCases.find((each) => each.name === name)?.run(open, `case-${at}`);
      return undefined;
    } catch (error) {
      return String(error);
    }
  },
  /** Queues number after number, in the step that counts it, and tells each that is kept; never ends. */
  async write(tell: (kept: number) => void): Promise<never> {
    const { journal } = await openJournal('outbox');
    for (;;) {
      tell(await journal.change([{ box: 'receipt', key: 'next' }], ([next = '1']) => ({
        writes: [{ box: 'meta', key: 'schema', value: '1' }, { box: 'receipt', key: 'next', value: `${Number(next) + 1}` }, { box: 'item', key: next.padStart(16, '0'), value: `message ${next}` }],
        result: Number(next),
      })));
    }
  },
  async keys(): Promise<readonly string[]> {
    const { journal } = await openJournal('outbox');
    const rows = await journal.scan({ box: 'item', limit: 1_000_000 });
    await journal.close();
    return rows.map(({ key }) => key);
  },
  /** As Chromium leaves a site when it finds a write torn. */
  empty: () => removed('killed-outbox'),
  /** Deletes the database under an open journal, as a browser does that clears a site's data. */
  async clearUnderneath(): Promise<readonly (string | undefined)[]> {
    const { journal } = await open('cleared');
    const write = (key: string) => journal.change([], () => ({ writes: [{ box: 'item', key, value: key }], result: undefined }));
    await write('a');
    await removed('sora-cleared');
    await write('b');
    const seen = await journal.change([{ box: 'item', key: 'a' }, { box: 'item', key: 'b' }], (values) => ({ writes: [], result: values }));
    await journal.close();
    return seen;
  },
  lead(name: string): Promise<void> {
    return new Promise((led) => { webLocksLeadership('sora', navigator.locks).campaign(name, () => { led(); }); });
  },
  hear(): Promise<readonly string[]> {
    return new Promise((heard) => { broadcastHints('sora').listen(heard); });
  },
  hint(keys: readonly string[]): void {
    broadcastHints('sora').tell(keys);
  },
  /** Fills an outbox with so many messages in one step. */
  async fill(items: number): Promise<void> {
    const { journal } = await open('outbox');
    const install = 'a'.repeat(32);
    const rows = Array.from({ length: items }, (_, at) => ({ install, installSeq: at + 1, userId: 'alice', wish: { kind: 'message', chatId: `chat-${at % 50}`, text: `Message ${at} of a long day without a network` }, writeClass: 'message', enqueuedAtMs: 1, isTried: false }) as const);
    await journal.change([], () => ({
      writes: [{ box: 'meta', key: 'install', value: install }, { box: 'meta', key: 'next', value: `${items + 1}` }, ...rows.map((row) => ({ box: 'item', key: `${`${row.installSeq}`.padStart(16, '0')}-${install}`, value: writeRow(row) }))],
      result: undefined,
    }));
    await journal.close();
  },
  /** @returns rows and milliseconds of a reopen */
  async reopen(): Promise<readonly [rows: number, ms: number]> {
    const beganAtMs = performance.now();
    const store = await openOutboxStore({ ...ambient, openJournal: open });
    const took = performance.now() - beganAtMs;
    await store.journal.close();
    return [store.rows.length, took];
  },
};

function removed(database: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(database);
    request.addEventListener('success', () => { resolve(); });
    request.addEventListener('error', reject);
  });
}

export type JournalRig = typeof journalRig;
Object.assign(globalThis, { rig: journalRig });
