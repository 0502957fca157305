import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { startIdentityProvider, type TestIdentityProvider } from '../testing/identity-provider.ts';
import { type DataFolder, freshDataFolder } from '../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(url: string, { token, body }: { readonly token?: string; readonly body?: object } = {}): Promise<Answer> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
}

describe('two servers that trust one identity provider', () => {
  let [database, folder, provider]: [TestDatabase?, DataFolder?, TestIdentityProvider?] = [];
  let [east, west] = ['', ''];
  beforeAll(async () => {
    [database, folder, provider] = await Promise.all([createTestDatabase(), freshDataFolder(), startIdentityProvider()]);
    const environment = { DATABASE_URL: database.url, ...provider.environment };
    // At once, so that both want to make the session key.
    const servers = await Promise.all([folder.start(environment), folder.start(environment)]);
    [east, west] = servers.map(({ url }) => url) as [string, string];
  });
  afterAll(async () => {
    await folder?.clear();
    await provider?.[Symbol.asyncDispose]();
    await database?.close();
  });

  test('take each other’s sessions, and one that was ended on the other is refused within two seconds', async () => {
    const begun = await ask(`${east}/v1/sessions`, { body: { identityToken: await provider?.token('alice') } });
    expect(begun).toMatchObject({ status: 200, body: { userId: 'alice', wallets: [{ unit: 'USD', balance: '0' }] } });
    const token = String(begun.body['token']);
    const wallet = () => ask(`${east}/v1/wallets/alice`, { token });
    expect([(await wallet()).status, (await ask(`${west}/v1/wallets/alice`, { token })).status]).toEqual([200, 200]);
    expect((await ask(`${west}/v1/sessions/end`, { token, body: {} })).status).toBe(204);
    expect((await ask(`${west}/v1/wallets/alice`, { token })).status).toBe(401);
    expect(await eventually(wallet, ({ status }) => status === 401, 5_000)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  test('keep of a token neither the identity nor the secret', async () => {
    const token = String((await ask(`${east}/v1/sessions`, { body: { identityToken: await provider?.token('bob') } })).body['token']);
    const rows = (await database?.pool.query(`select * from user_session where user_id = 'bob'`))?.rows as { secret_hash: Buffer }[];
    expect([rows.length, rows[0]?.secret_hash.length]).toEqual([1, 32]);
    expect(JSON.stringify({ ...rows[0], secret_hash: rows[0]?.secret_hash.toString('base64url') })).not.toContain(token.slice(-43));
  });

  test('refuse what another provider signed', async () => {
    const stranger = await startIdentityProvider();
    expect(await ask(`${west}/v1/sessions`, { body: { identityToken: await stranger.token('alice') } })).toMatchObject({ status: 401, body: { code: 'identity-refused' } });
    await stranger[Symbol.asyncDispose]();
  });
});

test('under --dev a developer is any user with the lines that the start prints; without it nobody is, and what was signed before its restart is worth nothing', async () => {
  const folder = await freshDataFolder();
  const dev = await folder.start({}, ['--dev']);
  const identityOf = async (url: string) => (await ask(`${url}/v1/dev/identity`, { body: { userId: 'alice' } })).body['identityToken'];
  const identityToken = await identityOf(dev.url);
  const begun = await ask(`${dev.url}/v1/sessions`, { body: { identityToken } });
  expect(begun).toMatchObject({ status: 200, body: { userId: 'alice' } });
  expect(dev.output()).toMatch(/--dev: whoever reaches this server can be any user[\s\S]*curl -s \S+\/v1\/dev\/identity -d '{"userId":"alice"}'[\s\S]*\/v1\/sessions/);
  await dev.end('SIGINT');

  const plain = await folder.start();
  expect(plain.output()).not.toContain('--dev');
  expect(await ask(`${plain.url}/v1/dev/identity`, { body: { userId: 'alice' } })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await ask(`${plain.url}/v1/sessions`, { body: { identityToken } })).toMatchObject({ status: 501, body: { code: 'not-set-up' } });
  expect((await ask(`${plain.url}/v1/wallets/alice`, { token: String(begun.body['token']) })).status).toBe(200);
  await plain.end('SIGINT');

  const again = await folder.start({}, ['--dev']);
  expect(await ask(`${again.url}/v1/sessions`, { body: { identityToken } })).toMatchObject({ status: 401, body: { code: 'identity-refused' } });
  await again.end('SIGINT');
  await folder.clear();
});
