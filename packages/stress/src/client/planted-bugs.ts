import type { Journal, JournalOpener, Platform } from '@sora/client';

/** Bugs that a client could have, planted below the real one to see that the campaign finds them. */
export type PlantedBug = 'removes-before-receipt' | 'reuses-numbers' | 'pays-unasked';

type Write = ReturnType<Parameters<Journal['change']>[1]>['writes'][number];

/** What the bug does to what is written, and to what is read when the app begins. */
interface Spoiling {
  readonly write?: (write: Write) => Write;
  readonly read?: (value: string) => string;
}

const bugs: Readonly<Record<PlantedBug, Spoiling>> = {
  // Gone from the disk once it is tried: whoever dies before the answer loses it.
  'removes-before-receipt': { write: (write) => (write.box === 'item' && write.value?.includes('"isTried":true') === true ? { ...write, value: undefined } : write) },
  // The count of numbers stays where it began.
  'reuses-numbers': { write: (write) => (write.box === 'meta' && write.key === 'next' ? { ...write, value: '1' } : write) },
  // After a start, what costs something is sent like anything else.
  'pays-unasked': { read: (value) => (value.includes('"writeClass":"paid"') ? asMessage(value) : value) },
};

/** As the buggy client would have written it itself: with the right checksum, FNV-1a over the rest. */
function asMessage(value: string): string {
  const { v, sum: _sum, ...row } = JSON.parse(value) as Readonly<Record<string, unknown>>;
  const spoilt = { ...row, writeClass: 'message' };
  const sum = Array.from(JSON.stringify(spoilt)).reduce((hash, sign) => Math.imul(hash ^ sign.charCodeAt(0), 0x01000193), 0x811c9dc5);
  return JSON.stringify({ v, ...spoilt, sum: (sum >>> 0).toString(16).padStart(8, '0') });
}

export function withBug<P extends Platform>(platform: P, bug: PlantedBug | undefined): P {
  return bug === undefined ? platform : { ...platform, openJournal: spoilt(platform.openJournal, bugs[bug]) };
}

function spoilt(open: JournalOpener, { write = (each) => each, read = (value) => value }: Spoiling): JournalOpener {
  return async (name) => {
    const { journal, setAside } = await open(name);
    return {
      setAside,
      journal: {
        ...journal,
        change: (reads, decide) => journal.change(reads, (values) => {
          const { writes, result } = decide(values.map((value) => value && read(value)));
          return { writes: writes.map(write), result };
        }),
        scan: async (query) => (await journal.scan(query)).map(({ key, value }) => ({ key, value: read(value) })),
      },
    };
  };
}
