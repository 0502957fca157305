import { parseArgs } from 'node:util';
import { backupDatabase, readSettings } from '@sora/server';
import { type Command, CommandError } from '../command.ts';
import { untilInterrupted } from '../interrupted.ts';
import { orRefusal } from '../told-refusal.ts';

const usage = [
  'npm run -s sora -- backup FILE.tar.gz                 the embedded database, as it is on the disk',
  'npm run -s sora -- backup FILE.jsonl.gz --portable    the rows of any database, for any PostgreSQL',
  '',
  'Options: --force (replace FILE), --json.',
  'The server may run meanwhile. The file holds everybody\'s data and only this account can read it; how to bring it back: docs/backup.md.',
].join('\n');

const options = { portable: { type: 'boolean', default: false }, force: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } as const;

export const backup: Command = {
  name: 'backup',
  summary: 'Writes all data into one file, also under load.',
  usage,
  async run(args) {
    const { values, positionals: [file, ...more] } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (file === undefined || more.length > 0) throw new CommandError(`Into which file?\n\n${usage}`);
    const signal = untilInterrupted();
    const { portable, force } = values;
    const report = await orRefusal(backupDatabase(readSettings(process.env), { file, portable, force, signal, progress: (line) => console.error(line) }), signal);
    const lines = [`${report.file} holds ${report.holds}; it takes ${report.sizeBytes} bytes.`, 'Keep it on another machine. To bring it back: npm run -s sora -- restore FILE'];
    console.log(values.json ? JSON.stringify(report) : lines.join('\n'));
    return 0;
  },
};
