import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { fakeServer } from './testing/fake-server.ts';

const program = `
  import { flush, trackMetric } from '@sora/node';
  await trackMetric({ layer: 'API', type: 'LATENCY', service: 'short', value: 1, unit: 'ms' });
  console.log(JSON.stringify(await flush()));
  await trackMetric({ layer: 'API', type: 'LATENCY', service: 'short', value: 2, unit: 'ms' });
`;

/** In a process of its own, which has to end by itself. */
async function run(url: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@sora/source', '--input-type=module', '--eval', program], {
    cwd: import.meta.dirname, env: { ...process.env, SORA_URL: url, SORA_SERVICE_KEY: 'key' }, timeout: 20_000,
  });
  return JSON.parse(stdout);
}

test('a process that measures ends when its own work is done: neither the timer nor a connection keeps it alive', async () => {
  await using server = await fakeServer();
  await expect(run(server.url)).resolves.toEqual({ delivered: 1, queued: 0, dropped: 0 });
}, 30_000);

test('so does one whose server is away', async () => {
  const away = await fakeServer();
  await away[Symbol.asyncDispose]();
  await expect(run(away.url)).resolves.toMatchObject({ delivered: 0, queued: 1 });
}, 30_000);
