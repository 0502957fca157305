import { parseArgs } from 'node:util';
import { describeSettings } from '@sora/server';
import type { Command } from '../command.ts';

export const settings: Command = {
  name: 'settings',
  summary: 'Lists every setting with its value here, its default and its meaning.',
  usage: 'npm run -s sora -- settings [--json]\n\nSettings are environment variables. Secrets in them are not shown.',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    const rows = describeSettings(process.env);
    if (values.json) console.log(JSON.stringify({ settings: rows }));
    else for (const { name, value, standard, meaning } of rows) console.log(`${name}\n  now:     ${value ?? '(unset)'}\n  default: ${standard ?? '(none)'}\n  ${meaning}\n`);
    return 0;
  },
};
