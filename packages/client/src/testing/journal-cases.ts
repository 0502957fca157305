import type { Journal, JournalOpener, JournalWrite } from '../ports/journal.ts';

/** What every journal must do, without a test library: the same cases run in a browser's page. */
export interface JournalCase {
  readonly name: string;
  /** @throws {Error} when it does not. @param open opens the same place again for the same name */
  run(open: JournalOpener, name: string): Promise<void>;
}

const put = (key: string, value: string | undefined, box = 'item'): JournalWrite => ({ box, key, value });
const write = (journal: Journal, ...writes: JournalWrite[]) => journal.change([], () => ({ writes, result: undefined }));
const read = (journal: Journal, ...keys: string[]) => journal.change(keys.map((key) => ({ box: 'item', key })), (values) => ({ writes: [], result: values }));
const keysOf = async (journal: Journal, query: { readonly afterKey?: string; readonly limit?: number; readonly box?: string } = {}) =>
  (await journal.scan({ box: 'item', limit: 100, ...query })).map(({ key }) => key);

function same(seen: unknown, expected: unknown): void {
  if (JSON.stringify(seen) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
}

async function refused(step: Promise<unknown>): Promise<unknown> {
  try {
    await step;
  } catch (error) {
    return error instanceof Error ? { name: error.name, code: (error as { readonly code?: unknown }).code, message: error.message } : error;
  }
  throw new Error('It was not refused.');
}

/** As far as a page can count in one step. */
const counts = 50;

export const journalCases: readonly JournalCase[] = [
  {
    name: 'what was written is read, and is there when the place is opened again',
    async run(open, name) {
      const first = (await open(name)).journal;
      await write(first, put('a', '1'), put('b', 'ü 😀 "\n\u0000'), put('a', 'other', 'meta'));
      same(await read(first, 'b', 'none', 'a'), ['ü 😀 "\n\u0000', null, '1']);
      await first.close();
      const again = (await open(name)).journal;
      same(await read(again, 'a', 'b'), ['1', 'ü 😀 "\n\u0000']);
      same(await keysOf(again, { box: 'meta' }), ['a']);
      await again.close();
    },
  },
  {
    name: 'an empty text is a text, and a value of undefined removes the row',
    async run(open, name) {
      const { journal } = await open(name);
      await write(journal, put('a', ''), put('b', '2'));
      same(await keysOf(journal), ['a', 'b']);
      await write(journal, put('b', undefined), put('never there', undefined));
      same([await keysOf(journal), await read(journal, 'a', 'b')], [['a'], ['', null]]);
      await journal.close();
    },
  },
  {
    name: 'a scan goes through one box in order of the keys, after a key and up to a limit',
    async run(open, name) {
      const { journal } = await open(name);
      await write(journal, ...['0010', '0002', 'b', 'B', '0001', '~'].map((key) => put(key, key)), put('0003', 'x', 'items'), put('0003', 'x', 'ite'));
      same(await keysOf(journal), ['0001', '0002', '0010', 'B', 'b', '~']);
      same(await keysOf(journal, { afterKey: '0002', limit: 2 }), ['0010', 'B']);
      same(await keysOf(journal, { afterKey: '00020' }), ['0010', 'B', 'b', '~']);
      same(await keysOf(journal, { box: 'none' }), []);
      await journal.close();
    },
  },
  {
    name: 'of writes to one row in a step the last one counts',
    async run(open, name) {
      const { journal } = await open(name);
      await write(journal, put('a', '1'), put('a', '2'), put('b', '1'), put('b', undefined), put('c', undefined), put('c', '3'));
      same(await read(journal, 'a', 'b', 'c'), ['2', null, '3']);
      await journal.close();
    },
  },
  {
    name: 'steps of two that have it open are one after another: nothing is counted twice',
    async run(open, name) {
      const [one, other] = [(await open(name)).journal, (await open(name)).journal];
      const count = (journal: Journal) => journal.change([{ box: 'item', key: 'n' }], ([n = '0']) => ({ writes: [put('n', `${Number(n) + 1}`)], result: Number(n) }));
      const numbers = await Promise.all(Array.from({ length: counts }, (_, at) => count(at % 2 === 0 ? one : other)));
      same(numbers.sort((a, b) => a - b), Array.from({ length: counts }, (_, at) => at));
      await Promise.all([one.close(), other.close()]);
    },
  },
  {
    name: 'a step decides on what it reads, and its answer comes back as it is',
    async run(open, name) {
      const { journal } = await open(name);
      const answer = { at: 1 };
      const result = await journal.change([{ box: 'item', key: 'a' }], ([found]) => ({ writes: [put('seen', `${found}`)], result: answer }));
      same([result === answer, await read(journal, 'seen')], [true, ['undefined']]);
      await journal.close();
    },
  },
  {
    name: 'closed, it refuses with the code "closed", and may be closed again',
    async run(open, name) {
      const { journal } = await open(name);
      await journal.close();
      await journal.close();
      for (const step of [() => write(journal, put('a', '1')), () => keysOf(journal)]) {
        same((await refused(step()) as { readonly code?: unknown }).code, 'closed');
      }
    },
  },
  {
    name: 'a place that is whole is opened as it is',
    async run(open, name) {
      const { journal, setAside } = await open(name);
      same(setAside, undefined);
      await journal.close();
    },
  },
];
