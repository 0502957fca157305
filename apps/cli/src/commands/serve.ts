import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createSora, readSettings, type Sora } from '@sora/server';
import { type Command, CommandError } from '../command.ts';

const dashboardDir = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

export const serve: Command = {
  name: 'serve',
  summary: 'Starts the server with its dashboard. "npm start" is this.',
  usage: 'npm run -s sora -- serve\n\nEverything else is a setting: npm run -s sora -- settings\nCtrl-C stops it and leaves nothing running.',
  async run(args) {
    parseArgs({ args: [...args], options: {} });
    const sora = await createSora(readSettings(process.env), { dashboardDir, terminal: process.stdout.isTTY, progress: (line) => console.error(line) });
    await greet(sora);
    const signal = await firstSignal();
    console.error(`\n${signal}: writing what is in memory and stopping. Once more stops at once.`);
    process.once('SIGINT', () => process.exit(130));
    await sora.stop();
    return 0;
  },
};

async function greet(sora: Sora): Promise<void> {
  const { url, adminTokenFile } = sora;
  console.log(`SORA serves on ${url}`);
  if (adminTokenFile !== undefined) console.log(`Admin token: ${adminTokenFile} (kept until you delete it)`);
  // A link is as good as a token for ten minutes: it is for the eyes at a terminal, not for a log.
  if (process.stdout.isTTY && sora.firstStart) console.log(`Open the dashboard, once, within ten minutes: ${await sora.createLoginLink()}`);
  else console.log('Open the dashboard: npm run -s sora -- token link');
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
    process.once('uncaughtException', (cause) => reject(new CommandError(`SORA stopped on an error it did not foresee: ${cause.message}`, { cause })));
  });
}
