import { boxes } from '../outbox/outbox-boxes.ts';
import type { JournalOpener } from '../ports/journal.ts';

/**
 * Asks the browser not to clear what is stored when it is short of room. Once, and not before something is kept that nobody else has: some
 * browsers ask the user.
 */
export function keepingStorage(open: JournalOpener, storage: Pick<StorageManager, 'persist'> | undefined): JournalOpener {
  let isAsked = false;
  return async (name) => {
    const { journal, setAside } = await open(name);
    return {
      setAside,
      journal: {
        ...journal,
        async change(reads, decide) {
          let isItem = false;
          const result = await journal.change(reads, (values) => {
            const change = decide(values);
            isItem = change.writes.some(({ box, value }) => box === boxes.item && value !== undefined);
            return change;
          });
          if (isItem && !isAsked) {
            isAsked = true;
            storage?.persist().catch(() => undefined);
          }
          return result;
        },
      },
    };
  };
}
