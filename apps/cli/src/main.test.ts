import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a person runs it, in its own process. */
function sora(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@sora/source', main, ...args], { env: { PATH: process.env['PATH'] ?? '', ...environment }, timeout: 20_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test('without a command it shows what there is, and how to learn more', async () => {
  const { code, out } = await sora([]);
  expect([code, out]).toEqual([0, expect.stringMatching(/serve +Starts the server[\s\S]*token +Makes[\s\S]*help COMMAND/)]);
});

test('help of one command says how to call it', async () => {
  expect((await sora(['help', 'token'])).out).toContain('token create NAME --role viewer|operator|admin');
  expect((await sora(['migrate', '--help'])).out).toContain('DATABASE_URL');
});

test('an unknown command is refused with those that exist', async () => {
  const { code, err } = await sora(['sevre']);
  expect([code, err]).toEqual([1, expect.stringMatching(/no command "sevre"[\s\S]*serve/)]);
});

test('an unknown option is refused with the way to call the command, and no stack', async () => {
  const { code, err } = await sora(['settings', '--jsn']);
  expect([code, err]).toEqual([1, expect.stringMatching(/--jsn[\s\S]*settings \[--json\]/)]);
  expect(err).not.toContain('    at ');
});

test('settings --json is one document with every setting, and shows no password', async () => {
  const { out } = await sora(['settings', '--json'], { DATABASE_URL: 'postgres://me:hunter2@db:5432/app' });
  const { settings } = JSON.parse(out) as { settings: { name: string; value?: string }[] };
  expect(settings.find(({ name }) => name === 'DATABASE_URL')?.value).toBe('postgres://me:***@db:5432/app');
  expect(settings.map(({ name }) => name)).toContain('SORA_PORT');
});

test('every wrong setting is named at once, before anything is started', async () => {
  const { code, err } = await sora(['serve'], { SORA_PORT: 'x', SORA_METRICS_RETENTION_DAYS: '0', SORA_PROT: '1' });
  expect([code, err]).toEqual([1, expect.stringMatching(/SORA_PROT[\s\S]*SORA_PORT[\s\S]*SORA_METRICS_RETENTION_DAYS/)]);
});

test('a token command without a server says how to start one', async () => {
  const { code, err } = await sora(['token', 'list'], { SORA_URL: 'http://127.0.0.1:9', SORA_TOKEN: 'x' });
  expect([code, err.trim()]).toEqual([1, 'No SORA answers at http://127.0.0.1:9. Start it with "npm start", or say where it is with SORA_URL.']);
});

test('an address that is none, and a program on it that is no SORA, are said in a sentence', async () => {
  const other = createServer((_request, response) => response.end('<html>')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const [noAddress, noSora] = await Promise.all([sora(['token', 'list'], { SORA_URL: 'localhost', SORA_TOKEN: 'x' }), sora(['token', 'list'], { SORA_URL: `http://127.0.0.1:${port}`, SORA_TOKEN: 'x' })]);
  other.close();
  expect([noAddress.code, noAddress.err.trim()]).toEqual([1, 'SORA_URL is not an address: "localhost". It looks like http://127.0.0.1:4200.']);
  expect([noSora.code, noSora.err]).toEqual([1, expect.stringMatching(/^No SORA answers at/)]);
});

test('a token command without a token says where it looked', async () => {
  const { code, err } = await sora(['token', 'list'], { SORA_DATA_DIR: '/nowhere/at-all' });
  expect([code, err]).toEqual([1, expect.stringContaining('/nowhere/at-all/admin-token cannot be read')]);
});

test('a scope that there is not, and scopes of what has none, are refused before any server is asked', async () => {
  const [unknown, ofIngest] = await Promise.all([sora(['token', 'create', 'shop', '--service', '--scopes', 'metrics:write,wallet']), sora(['token', 'create', 'app', '--ingest', '--scopes', 'metrics:write'])]);
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringMatching(/There is no scope "wallet"\. There are: metrics:write, wallets:read, wallets:write/)]);
  expect([ofIngest.code, ofIngest.err]).toEqual([1, expect.stringContaining('Only a service key has scopes.')]);
});

test('--dev where others could reach the server is refused before anything is started', async () => {
  const { code, err } = await sora(['serve', '--dev'], { DATABASE_URL: 'postgres://sora:hunter2@127.0.0.1:9/sora' });
  expect([code, err.trim()]).toEqual([1, '--dev lets anyone be any user, and DATABASE_URL names a database that may hold real data.\nLeave out --dev, or unset DATABASE_URL to use the embedded database.']);
});

test('a token needs exactly one kind', async () => {
  const { code, err } = await sora(['token', 'create', 'ci', '--service', '--ingest']);
  expect([code, err]).toEqual([1, expect.stringContaining('Say one of --role, --service and --ingest.')]);
});
