import { parseArgs } from 'node:util';
import { readSettings, restoreDatabase } from '@sora/server';
import { type Command, CommandError } from '../command.ts';
import { untilInterrupted } from '../interrupted.ts';
import { orRefusal } from '../told-refusal.ts';

const usage = [
  'SORA_DATA_DIR=/path/to/new npm run -s sora -- restore FILE',
  '',
  'Option: --json.',
  'FILE is what "backup" made, of either kind. It goes into an empty data folder; a portable one also into the empty database in DATABASE_URL.',
  'It never overwrites data. What to do step by step: docs/backup.md.',
].join('\n');

export const restore: Command = {
  name: 'restore',
  summary: 'Brings a backup back, into an empty place.',
  usage,
  async run(args) {
    const { values, positionals: [file, ...more] } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
    if (file === undefined || more.length > 0) throw new CommandError(`From which file?\n\n${usage}`);
    const signal = untilInterrupted();
    const report = await orRefusal(restoreDatabase(readSettings(process.env), { file, signal, progress: (line) => console.error(line) }), signal);
    const lines = [
      `Restored: the state of ${report.at}, ${report.holds}, backed up by SORA ${report.sora}.`,
      `Tokens and keys are those of the backup. An admin token that works here: ${report.adminTokenFile}`,
      'Next, with the same SORA_DATA_DIR and DATABASE_URL: npm run -s sora -- verify, then npm start.',
    ];
    console.log(values.json ? JSON.stringify(report) : lines.join('\n'));
    return 0;
  },
};
