import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { type Providers, settingsOf, startProviders } from '../testing/providers/providers.ts';
import { paidIntent, stripeWebhookOf } from '../testing/providers/stripe-stand-in.ts';
import { type DataFolder, freshDataFolder, type ServerProcess } from '../testing/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { operatorOf } from './testing/operator.ts';

let database: TestDatabase;
let folder: DataFolder;
let providers: Providers;
let survivor: ServerProcess;
let serviceKey: string;
const start = () => folder.start({ DATABASE_URL: database.url, ...settingsOf(providers) });

beforeAll(async () => {
  [database, folder, providers] = await Promise.all([createTestDatabase(), freshDataFolder(), startProviders()]);
  survivor = await start();
  const operator = operatorOf(survivor.url, await folder.adminToken());
  serviceKey = await operator.createToken({ name: 'backend', kind: 'service', scopes: ['wallets:read', 'wallets:write'] });
});
afterAll(async () => {
  await folder.clear();
  await Promise.all([providers.stripe.close(), providers.wise.close()]);
  await database.close();
});

interface Answer {
  readonly http: number;
  readonly body: Readonly<Record<string, string>>;
}

async function post(server: ServerProcess, path: string, key: string, body: object): Promise<Answer> {
  const headers = { 'authorization': `Bearer ${serviceKey}`, 'content-type': 'application/json', 'idempotency-key': key };
  const response = await fetch(new URL(`/v1/wallets/${path}`, server.url), { method: 'POST', headers, body: JSON.stringify(body) });
  return { http: response.status, body: (await response.json()) as Answer['body'] };
}

async function walletOf(user: string): Promise<{ readonly balance: string; readonly held: string } | undefined> {
  return (await database.pool.query<{ balance: string; held: string }>('select balance, held from account where account = $1', [`user:USD:${user}`])).rows[0];
}

/** Ten dollars through Stripe. @returns the payment's id */
async function fund(user: string): Promise<string> {
  const { body: { paymentId = '' } } = await post(survivor, `${user}/top-ups`, `top-up-${user}`, { amount: '1000' });
  const intent = providers.stripe.intents.find(({ id }) => id === paymentId);
  if (intent === undefined) throw new Error('Stripe made no payment.');
  const { payload, headers } = stripeWebhookOf('payment_intent.succeeded', paidIntent(intent));
  expect((await fetch(new URL('/v1/webhooks/stripe', survivor.url), { method: 'POST', headers, body: payload })).status).toBe(200);
  expect(await eventually(() => walletOf(user), (wallet) => wallet?.balance === '1000')).toEqual({ balance: '1000', held: '0' });
  return paymentId;
}

/** The two minutes that an attempt has are over, and the sweep of whoever is there finds the call. */
const letTimePass = () => database.pool.query(`update provider_call set due_at = now(), claimed_until = now() where outcome is null`);

/** Asks a server of its own, which dies when the provider has done so many of its wishes and answered one less. */
async function askAndDie(provider: 'stripe' | 'wise', wishes: number, ask: (server: ServerProcess) => Promise<unknown>): Promise<void> {
  const victim = await start();
  let done = 0;
  providers[provider].beforeAnswer(async () => {
    done += 1;
    if (done === wishes) await victim.end('SIGKILL');
  });
  await expect(ask(victim)).rejects.toThrow();
  providers[provider].beforeAnswer(undefined);
}

test('a server that dies before it heard from Stripe has its refund found by another, which makes no second one [CON-6] [CON-8]', async () => {
  const paymentId = await fund('ann');
  const refund = (server: ServerProcess) => post(server, `ann/top-ups/${paymentId}/refunds`, 'refund-1', { amount: '400' });
  await askAndDie('stripe', 1, refund);
  expect(await walletOf('ann')).toEqual({ balance: '1000', held: '400' });
  await letTimePass();
  expect(await eventually(() => walletOf('ann'), (wallet) => wallet?.balance === '600')).toEqual({ balance: '600', held: '0' });
  expect(providers.stripe.refunds).toHaveLength(1);
  expect(await refund(survivor)).toMatchObject({ http: 200, body: { providerId: providers.stripe.refunds[0]?.id } });
});

test.for([
  [1, 'priced'], [2, 'made'], [3, 'paid'],
] as const)('a server that dies when Wise has taken step %i, in which a payout is %s, leaves it to another, which pays it once [CON-6] [CON-8]', async ([step]) => {
  const user = `payee-${step}`;
  await fund(user);
  const before = providers.wise.transfers.length;
  const payOut = (server: ServerProcess) => post(server, `${user}/payouts`, 'payout-1', { amount: '250', recipientId: '148' });
  await askAndDie('wise', step, payOut);
  expect(await walletOf(user)).toEqual({ balance: '1000', held: '250' });
  await letTimePass();
  expect(await eventually(async () => providers.wise.transfers[before]?.status, (status) => status === 'processing')).toBe('processing');
  expect(await eventually(() => payOut(survivor), ({ http }) => http === 200)).toMatchObject({ http: 200, body: { providerId: String(providers.wise.transfers[before]?.id) } });
  expect(providers.wise.transfers).toHaveLength(before + 1);
  expect(await walletOf(user)).toEqual({ balance: '1000', held: '250' });
});
