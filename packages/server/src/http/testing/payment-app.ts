import { settingsOf, type SignedWebhook, startProviders } from '../../testing/providers/providers.ts';
import { createTestApp, type TestAppOptions } from './test-app.ts';

/** The HTTP server with stand-ins for Stripe and Wise, a backend's key, and ways to ask. */
export async function createPaymentApp(options: TestAppOptions = {}) {
  const providers = await startProviders();
  const server = await createTestApp({ environment: settingsOf(providers), ...options });
  const { token } = await server.token({ kind: 'service', scopes: ['wallets:read', 'wallets:write'] });
  const post = async (url: string, payload: object, key: string) => {
    const answer = await server.app.inject({ method: 'POST', url, payload, headers: { 'authorization': `Bearer ${token}`, 'idempotency-key': key } });
    const body: Readonly<Record<string, string>> = answer.json();
    return { http: answer.statusCode, body };
  };
  const deliver = async (provider: 'stripe' | 'wise', { payload, headers }: SignedWebhook) => {
    const answer = await server.app.inject({ method: 'POST', url: `/v1/webhooks/${provider}`, payload, headers });
    await server.payments.idle();
    const body: Readonly<Record<string, unknown>> = answer.json();
    return { http: answer.statusCode, body };
  };
  return {
    ...server, ...providers, post, deliver,
    topUp: (amount: string, key: string) => post('/v1/wallets/ann/top-ups', { amount }, key),
    refund: (paymentId: string, amount: string, key: string) => post(`/v1/wallets/ann/top-ups/${paymentId}/refunds`, { amount }, key),
    payOut: (amount: string, key: string) => post('/v1/wallets/ann/payouts', { amount, recipientId: '148' }, key),
    async wallet(): Promise<readonly unknown[]> {
      await server.payments.idle();
      const account = await server.ledger.account('main', 'user:USD:ann');
      return account === undefined ? [] : [account.balanceMinor, account.heldMinor, ...(account.frozen ? ['frozen'] : [])];
    },
    races: async () => (await server.conflicts.read({ tenant: 'main', limit: 20, types: ['PAYMENT_RACE'] })).map(({ detail }) => detail['how']),
    async [Symbol.asyncDispose]() {
      await server.payments.idle();
      await server.app.close();
      await providers.stripe.close();
      await providers.wise.close();
    },
  };
}
