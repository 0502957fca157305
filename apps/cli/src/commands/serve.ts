import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createSora, readSettings, type Sora } from '@sora/server';
import type { Command } from '../command.ts';
import { isolatedAnalyser } from '../rules-analysis/isolated-analyser.ts';

const dashboardDir = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

/** The server itself gives its last flush 10 s. */
const stopLimitMs = 30_000;

export const serve: Command = {
  name: 'serve',
  summary: 'Starts the server with its dashboard. "npm start" is this.',
  usage: [
    'npm run -s sora -- serve [--dev]',
    '',
    '--dev adds an identity provider that vouches for whoever asks, so that an app can be tried without one: only on this machine, on the embedded database.',
    'Everything else is a setting: npm run -s sora -- settings',
    'Ctrl-C stops it and leaves nothing running.',
  ].join('\n'),
  async run(args) {
    const { dev } = parseArgs({ args: [...args], options: { dev: { type: 'boolean', default: false } } }).values;
    // Before anything is started: a Ctrl-C during the start waits for it to end, so that nothing is left running.
    const ending = firstEnd();
    outliveReaders();
    const sora = await createSora(readSettings(process.env), { dev, dashboardDir, rules: isolatedAnalyser(), terminal: process.stdout.isTTY, progress: (line) => console.error(line) });
    await greet(sora);
    if (dev) console.log(devLines(sora.url));
    const end = await ending;
    console.error(`\n${end.why}: writing what is in memory and stopping. Once more stops at once.`);
    await Promise.race([sora.stop(), sleep(stopLimitMs, undefined, { ref: false })]);
    // What an unforeseen error left behind must not keep the process alive, nor its supervisor waiting.
    if (end.code !== 0) process.exit(end.code);
    return 0;
  },
};

/**
 * Whoever reads what is printed may end before the server does. Unheard, a line that finds nobody would be an unforeseen error; the line that
 * tells of that finds nobody either, and so on for ever, with all of a processor and no ear for a signal.
 */
function outliveReaders(): void {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
}

async function greet(sora: Sora): Promise<void> {
  const { url, adminTokenFile } = sora;
  console.log(`SORA serves on ${url}`);
  if (adminTokenFile !== undefined) console.log(`Admin token: ${adminTokenFile} (kept until you delete it)`);
  // A link is as good as a token for ten minutes: it is for the eyes at a terminal, not for a log.
  if (process.stdout.isTTY && sora.firstStart) console.log(`Open the dashboard, once, within ten minutes: ${await sora.createLoginLink()}`);
  else console.log('Open the dashboard: npm run -s sora -- token link');
}

/** What a developer can try at once. */
function devLines(url: string): string {
  return [
    '',
    '--dev: whoever reaches this server can be any user. Try it:',
    `  curl -s ${url}/v1/dev/identity -d '{"userId":"alice"}'`,
    `  curl -s ${url}/v1/sessions -d '{"identityToken":"…"}'`,
    `  curl -s ${url}/v1/wallets/alice -H 'authorization: Bearer sora_ses_…'`,
  ].join('\n');
}

/** A terminal's Ctrl-C comes twice, from the terminal and from npm, which passes it on: only one that comes later is meant as another. */
const sameSignalMs = 1_000;

/** A signal is the usual end. After an error nobody foresaw, what is in memory is still written, and a supervisor starts anew. */
function firstEnd(): Promise<{ readonly why: string; readonly code: number }> {
  return new Promise((resolve) => {
    let firstAtMs = Infinity;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (performance.now() - firstAtMs > sameSignalMs) process.exit(130);
        firstAtMs = Math.min(firstAtMs, performance.now());
        resolve({ why: signal, code: 0 });
      });
    }
    process.on('uncaughtException', (error) => {
      console.error(error);
      resolve({ why: 'An error that SORA did not foresee', code: 1 });
    });
  });
}
