import type { ServiceScope } from '@sora/core';
import type { LightMyRequestResponse } from 'fastify';
import type { Answered } from './expect-problem.ts';
import { createTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

/** A server on which backends and users use wallets. */
export interface WalletApp extends TestApp {
  /** Calls with this token; what is no text is sent as JSON. */
  call(token: string, method: 'GET' | 'POST', url: string, request?: { readonly body?: unknown; readonly key?: string }): Promise<WalletAnswer>;
  serviceKey(...scopes: readonly ServiceScope[]): Promise<string>;
  /** Opens the user's wallet and puts this much into it. */
  fund(userId: string, amountMinor: bigint, unit?: string): Promise<void>;
  /** The tenant's total in all of its accounts, which is always nothing. */
  total(): Promise<bigint>;
}

export type WalletAnswer = Answered & Pick<LightMyRequestResponse, 'json'>;

export async function createWalletApp(options: TestAppOptions = {}): Promise<WalletApp> {
  const server = await createTestApp(options);
  const { app, ledger } = server;
  let credits = 0;
  return {
    ...server,
    async call(token, method, url, { body, key } = {}) {
      const headers = { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) };
      return app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }) });
    },
    serviceKey: async (...scopes) => (await server.token({ kind: 'service', scopes })).token,
    async fund(userId, amountMinor, unit = 'USD') {
      const { id: payer } = await ledger.open('main', { kind: 'clearing', unit, owner: 'grants' });
      const { id: payee } = await ledger.open('main', { kind: 'user', unit, owner: userId });
      const outcome = await ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: `funds-${(credits += 1)}`, payer, payee, amountMinor }] });
      if (outcome.kind !== 'posted') throw new Error(JSON.stringify(outcome));
    },
    async total() {
      const accounts = await ledger.accounts({ tenant: 'main', prefix: '', limit: 1_000 });
      return accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0n);
    },
  };
}

/** A server with alice, who has 1,000, and bob, who has nothing; asked by a backend that may read and write wallets. */
export async function withAliceAndBob(options: TestAppOptions = {}) {
  const server = await createWalletApp(options);
  const key = await server.serviceKey('wallets:read', 'wallets:write');
  await server.fund('alice', 1_000n);
  await server.ledger.open('main', { kind: 'user', unit: 'USD', owner: 'bob' });
  const get = async <T>(path: string) => (await server.call(key, 'GET', path)).json<T>();
  const post = (path: string, body: object, idempotencyKey?: string) => server.call(key, 'POST', path, { body, ...(idempotencyKey === undefined ? {} : { key: idempotencyKey }) });
  return { ...server, key, get, post };
}

export async function balanceOf({ ledger }: Pick<WalletApp, 'ledger'>, account: string): Promise<bigint | undefined> {
  return (await ledger.account('main', account))?.balanceMinor;
}
