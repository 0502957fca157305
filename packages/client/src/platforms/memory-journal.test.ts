import { describe, test } from 'vitest';
import type { JournalOpener } from '../ports/journal.ts';
import { journalCases } from '../testing/journal-cases.ts';
import { memoryJournal, type MemoryRows } from './memory-journal.ts';

describe('a journal in memory', () => {
  test.each(journalCases)('$name [MOB-2]', async ({ run }) => {
    const places = new Map<string, MemoryRows>();
    const open: JournalOpener = async (name) => {
      const rows = places.get(name) ?? new Map();
      places.set(name, rows);
      return { journal: memoryJournal(rows), setAside: undefined };
    };
    await run(open, 'contract');
  });
});
