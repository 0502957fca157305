import { parseArgs } from 'node:util';
import { copyDatabase, migrateDatabase, readSettings } from '@sora/server';
import type { Command } from '../command.ts';
import { untilInterrupted } from '../interrupted.ts';
import { orRefusal } from '../told-refusal.ts';

const usage = [
  'npm run -s sora -- migrate [--json]',
  'DATABASE_URL=postgres://… npm run -s sora -- migrate --from DATA_FOLDER_OR_URL [--json]',
  '',
  'Uses DATABASE_URL, or the embedded database. With --from it also moves: everything is copied into the empty database in DATABASE_URL;',
  'stop the servers first. The old database is left as it is.',
].join('\n');

const options = { from: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

export const migrate: Command = {
  name: 'migrate',
  summary: 'Brings the database to the form this release needs ("serve" does it too), or moves it to another PostgreSQL.',
  usage,
  async run(args) {
    const { values: { from, json } } = parseArgs({ args: [...args], options });
    return from === undefined ? bringUpToDate(json) : move(from, json);
  },
};

async function bringUpToDate(json: boolean): Promise<number> {
  const applied = await migrateDatabase(readSettings(process.env));
  if (json) console.log(JSON.stringify({ applied }));
  else console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
  return 0;
}

async function move(from: string, json: boolean): Promise<number> {
  const signal = untilInterrupted();
  const report = await orRefusal(copyDatabase(readSettings(process.env), { from, signal, progress: (line) => console.error(line) }), signal);
  const rows = Object.entries(report.rows);
  const lines = [
    ...rows.map(([table, count]) => `  ${table.padEnd(24)}${String(count).padStart(12)} rows in both`),
    `Copied ${rows.length} tables; each holds as many rows as in the old database, which is as it was.`,
    `An admin token that works: ${report.adminTokenFile}`,
    'Next, with DATABASE_URL set as now: npm run -s sora -- verify, then npm start. Keep the old data until you are content.',
  ];
  console.log(json ? JSON.stringify(report) : lines.join('\n'));
  return 0;
}
