// A program that is made to be killed: it queues number after number in a journal, in the step that counts it, and says each once it is kept. Argument: folder.
import { sqliteJournals } from '../platforms/sqlite-journal.ts';

const [folder = ''] = process.argv.slice(2);
const { journal } = await sqliteJournals(folder)('outbox');
for (;;) {
  const kept = await journal.change([{ box: 'meta', key: 'next' }], ([next = '1']) => ({
    writes: [{ box: 'meta', key: 'next', value: `${Number(next) + 1}` }, { box: 'item', key: next.padStart(16, '0'), value: `message ${next}` }],
    result: next,
  }));
  process.stdout.write(`${kept}\n`);
  // Lets the pipe take it.
  await new Promise((resume) => { setImmediate(resume); });
}
