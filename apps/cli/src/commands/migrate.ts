import { parseArgs } from 'node:util';
import { migrateDatabase, readSettings } from '@sora/server';
import type { Command } from '../command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Brings the database to the form this release needs. "serve" does it too.',
  usage: 'npm run -s sora -- migrate [--json]\n\nUses DATABASE_URL, or the embedded database.',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    const applied = await migrateDatabase(readSettings(process.env));
    if (values.json) console.log(JSON.stringify({ applied }));
    else console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
    return 0;
  },
};
