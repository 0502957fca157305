import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Journal } from '../ports/journal.ts';
import { journalCases } from '../testing/journal-cases.ts';
import { sqliteJournals } from './sqlite-journal.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sora journal ')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (journal: Journal, key: string, value: string) => journal.change([], () => ({ writes: [{ box: 'item', key, value }], result: undefined }));
const keys = async (journal: Journal) => (await journal.scan({ box: 'item', limit: 100_000 })).map(({ key }) => key);

describe('a journal in an SQLite file', () => {
  test.each(journalCases)('$name [MOB-2]', ({ run }) => run(sqliteJournals(folder), 'contract'));

  test('a file that is no database is set aside whole, twice if need be, and the journal begins anew', async () => {
    for (const count of [1, 2]) {
      await writeFile(join(folder, 'outbox.journal'), `not a database ${count}`.padEnd(8_192));
      const { journal, setAside } = await sqliteJournals(folder)('outbox');
      expect(setAside).toBe(join(folder, `outbox.journal.unreadable-${count}`));
      await write(journal, 'a', '1');
      await journal.close();
    }
    expect((await readFile(join(folder, 'outbox.journal.unreadable-1'), 'utf8')).trim()).toBe('not a database 1');
  });

  test('a damaged page is found at the open, not in the middle of sending', async () => {
    const { journal } = await sqliteJournals(folder)('outbox');
    for (let at = 0; at < 200; at++) await write(journal, `${at}`, 'x'.repeat(500));
    await journal.close();
    const file = join(folder, 'outbox.journal');
    const bytes = await readFile(file);
    bytes.fill(0xff, 4 * 4_096, 8 * 4_096);
    await writeFile(file, bytes);
    const again = await sqliteJournals(folder)('outbox');
    expect(again.setAside).toBe(`${file}.unreadable-1`);
    expect(await keys(again.journal)).toEqual([]);
    await again.journal.close();
  });

  test('a full disk refuses with the code "full", keeps nothing of that step, and takes the next once there is room', async () => {
    const { journal } = await sqliteJournals(folder, { maxBytes: 100_000 })('outbox');
    await write(journal, 'a', '1');
    const both = journal.change([], () => ({ writes: [{ box: 'item', key: 'b', value: 'small' }, { box: 'item', key: 'c', value: 'x'.repeat(200_000) }], result: undefined }));
    await expect(both).rejects.toMatchObject({ name: 'JournalError', code: 'full' });
    expect(await keys(journal)).toEqual(['a']);
    await write(journal, 'd', '4');
    expect(await keys(journal)).toEqual(['a', 'd']);
    await journal.close();
  });

  test('a folder that cannot be made refuses with the code "unavailable"', async () => {
    await writeFile(join(folder, 'taken'), '');
    await expect(sqliteJournals(join(folder, 'taken'))('outbox')).rejects.toMatchObject({ name: 'JournalError', code: 'unavailable' });
    expect(await readdir(folder)).toEqual(['taken']);
  });

  test('a process that is killed in the middle of its writes has lost nothing that it said was kept, and counted nothing twice [MOB-2]', async () => {
    let said = 0;
    for (let kill = 0; kill < 5; kill++) {
      const last = await lastSaidBeforeKill(folder, 60 + kill * 35);
      expect(last).toBeGreaterThan(said);
      said = last;
    }
    const { journal, setAside } = await sqliteJournals(folder)('outbox');
    const kept = await keys(journal);
    expect([setAside, kept.length >= said, kept.length <= said + 5]).toEqual([undefined, true, true]);
    expect(kept).toEqual(kept.map((_, at) => `${at + 1}`.padStart(16, '0')));
    await journal.close();
  });
});

/** @returns the last number that the child said before it was killed, so long after its first */
async function lastSaidBeforeKill(place: string, afterMs: number): Promise<number> {
  const program = fileURLToPath(new URL('../testing/writing-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@sora/source', program, place], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  await once(child.stdout, 'data');
  await sleep(afterMs);
  child.kill('SIGKILL');
  await once(child, 'close');
  return Number(text.trimEnd().split('\n').pop());
}
