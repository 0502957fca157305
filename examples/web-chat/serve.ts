// Builds the page, starts a SORA server of its own with --dev, and serves the page beside it: npm run example

import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { control } from './server/control.ts';
import { localSora } from './server/local-sora.ts';

const pagePort = Number(process.env['PORT'] ?? 4300);
const soraPort = Number(process.env['EXAMPLE_SORA_PORT'] ?? 4310);
const root = fileURLToPath(new URL('.', import.meta.url));
const dataDir = resolve(process.env['EXAMPLE_DATA_DIR'] ?? '.sora/web-chat');
const origin = `http://127.0.0.1:${pagePort}`;

console.log('Building the page …');
await build({ root, logLevel: 'warn' });
console.log('Starting a SORA server …');
const sora = await localSora({ port: soraPort, dataDir, origin });
const page = await preview({ root, logLevel: 'warn', plugins: [control(sora)], preview: { port: pagePort, host: '127.0.0.1', strictPort: true } });
console.log(`\nOpen ${origin} in two tabs, as two people. Ctrl-C ends it.`);

const stop = async () => {
  await page.close();
  await sora.stop();
  process.exit(0);
};
process.once('SIGINT', () => { void stop(); });
process.once('SIGTERM', () => { void stop(); });
