import { type IdentityVerifier, parseToken, SoraError, type UserSession } from '@sora/core';
import { memoryUserSessionStore, fakeClock } from '@sora/core/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectProblem } from '../testing/expect-problem.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../testing/test-app.ts';
import { createUserSessions, sessionKey } from './user-sessions.ts';

const aDayMs = 24 * 60 * 60_000;

interface Begun {
  readonly token: string;
  readonly userId: string;
  readonly expiresAtMs: number;
  readonly wallets: readonly object[];
}

async function setUp(options: TestAppOptions = { dev: true }) {
  const server = await createTestApp(options);
  onTestFinished(() => server.app.close());
  const post = (url: string, payload: object, headers: Readonly<Record<string, string>> = {}) => server.app.inject({ method: 'POST', url, payload, headers: { host: '127.0.0.1:4200', ...headers } });
  const identityOf = async (userId: string) => (await post('/v1/dev/identity', { userId })).json<{ identityToken: string }>().identityToken;
  return {
    server, post, identityOf,
    begin: async (userId: string, more: object = {}) => (await post('/v1/sessions', { identityToken: await identityOf(userId), ...more })).json<Begun>(),
    wallet: (userId: string, token: string) => server.app.inject({ url: `/v1/wallets/${userId}`, headers: bearer(token) }),
  };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const end = ({ app }: TestApp, token: string) => app.inject({ method: 'POST', url: '/v1/sessions/end', headers: bearer(token) });
/** Each token, with who it says it is for. */
const vouching: IdentityVerifier = {
  async verify(token) {
    const [tenant = '', userId = ''] = token.split('/');
    if (userId === '') throw new SoraError('identity-refused', { detail: 'Its signature is not right.' });
    return { tenant, userId };
  },
};

describe('a session', () => {
  test('begins with a token of the identity provider, with a wallet, and its token opens that wallet', async () => {
    const { server, begin, wallet } = await setUp();
    const begun = await begin('alice', { install: 'phone-0007' });
    const opened = { userId: 'alice', unit: 'USD', exponent: 2, balance: '0', held: '0', available: '0', frozen: false };
    expect(begun).toEqual({ token: expect.stringMatching(/^sora_ses_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/), userId: 'alice', expiresAtMs: server.clock.nowMs() + 30 * aDayMs, wallets: [opened] });
    expect((await wallet('alice', begun.token)).json()).toEqual(opened);
    expect(await server.sessions.find(parseToken(begun.token)?.id ?? '')).toMatchObject({ tenant: 'main', userId: 'alice', install: 'phone-0007' });
  });

  test('of a user who has one is another, on the same wallet', async () => {
    const { server, begin, wallet } = await setUp({ dev: true, environment: { SORA_MONEY_UNITS: 'COIN:0,USD:2', SORA_SESSION_DAYS: '1' } });
    const [phone, tablet] = [await begin('alice'), await begin('alice')];
    expect([phone.wallets, phone.expiresAtMs]).toEqual([[expect.objectContaining({ unit: 'COIN', exponent: 0 })], server.clock.nowMs() + aDayMs]);
    expect([tablet.wallets, tablet.token === phone.token]).toEqual([phone.wallets, false]);
    await end(server, phone.token);
    expect((await wallet('alice', tablet.token)).statusCode).toBe(200);
  });

  test('opens nobody else’s wallet, nor that of the same name in another tenant', async () => {
    const { server, post, wallet } = await setUp({ identity: vouching });
    const begin = async (identityToken: string) => (await post('/v1/sessions', { identityToken })).json<Begun>();
    const [alice, bob] = [await begin('main/alice'), await begin('main/bob')];
    expectProblem(await wallet('bob', alice.token), 'forbidden');
    expect((await wallet('bob', bob.token)).statusCode).toBe(200);
    const { token: carol } = await server.session('carol', 'other');
    expectProblem(await wallet('carol', carol), 'unknown-account');
    await server.ledger.open('main', { kind: 'user', unit: 'USD', owner: 'carol' });
    expectProblem(await wallet('carol', carol), 'unknown-account');
  });

  test('is in the tenant that the provider stands for, whatever body and headers say', async () => {
    const { server, post } = await setUp({ identity: vouching });
    const { token } = (await post('/v1/sessions?tenant=main', { identityToken: 'other/alice', tenant: 'main' }, { 'x-tenant': 'main' })).json<Begun>();
    expect(await server.sessions.find(parseToken(token)?.id ?? '')).toMatchObject({ tenant: 'other' });
    expect([await server.ledger.account('main', 'user:USD:alice'), (await server.ledger.account('other', 'user:USD:alice'))?.id]).toEqual([undefined, 'user:USD:alice']);
  });

  test('does not begin where there is no provider, and says what to set', async () => {
    const { post } = await setUp({});
    expect(expectProblem(await post('/v1/sessions', { identityToken: 'x' }), 'not-set-up').detail).toContain('SORA_IDENTITY_ISSUER');
  });

  test('does not begin for a token that is refused; no wallet is opened', async () => {
    const { server, post } = await setUp({ identity: vouching });
    expect(expectProblem(await post('/v1/sessions', { identityToken: 'forged' }), 'identity-refused').detail).toBe('Its signature is not right.');
    expect(await server.ledger.accounts({ tenant: 'main', prefix: '', limit: 9 })).toEqual([]);
  });

  test('can be tried again when the provider’s keys cannot be read', async () => {
    const { post } = await setUp({ identity: { verify: () => Promise.reject(new SoraError('identity-unavailable')) } });
    expect(expectProblem(await post('/v1/sessions', { identityToken: 'x' }), 'identity-unavailable').retryable).toBe(true);
  });

  test.for([{}, { identityToken: '' }, { identityToken: 7 }, { identityToken: 'x'.repeat(16_385) }, { identityToken: 'main/alice', install: 'a b' }, { identityToken: 'main/alice', install: 'short' }])('is not asked for by %j', async (body) => {
    const { post } = await setUp({ identity: vouching });
    expectProblem(await post('/v1/sessions', body), 'bad-request');
  });
});

describe('the token of a session', () => {
  test('forged, expired and ended is refused alike, and not told from one that never was', async () => {
    const { server, begin, wallet } = await setUp();
    const [ended, forged, expired] = [await begin('alice'), await begin('alice'), await begin('alice')];
    const other = parseToken(expired.token);
    const swapped = `sora_ses_${parseToken(forged.token)?.id}_${other?.secret}`;
    expect((await end(server, ended.token)).statusCode).toBe(204);
    const refused = [ended.token, swapped, `sora_ses_0123456789abcdef_${'x'.repeat(43)}`, forged.token.replace('ses', 'op'), forged.token.replace('ses', 'svc'), `${forged.token}x`];
    const answers = [];
    for (const token of refused) answers.push(await wallet('alice', token));
    server.clock.advance(30 * aDayMs);
    answers.push(await wallet('alice', expired.token), await end(server, expired.token));
    const told = answers.map((answer) => ({ ...expectProblem(answer, 'unauthenticated'), instance: '' }));
    expect(new Set(told.map((details) => JSON.stringify(details))).size).toBe(1);
  });

  test('works until its last millisecond', async () => {
    const { server, begin, wallet } = await setUp();
    const { token } = await begin('alice');
    server.clock.advance(30 * aDayMs - 1);
    expect((await wallet('alice', token)).statusCode).toBe(200);
    server.clock.advance(1);
    expectProblem(await wallet('alice', token), 'unauthenticated');
  });

  test('is refused at once where it was ended, and within two seconds where it was not', async () => {
    const { server, begin, wallet } = await setUp();
    const [here, elsewhere] = [await begin('alice'), await begin('alice')];
    for (const { token } of [here, elsewhere]) expect((await wallet('alice', token)).statusCode).toBe(200);
    await end(server, here.token);
    expectProblem(await wallet('alice', here.token), 'unauthenticated');
    await server.sessions.end({ tenant: 'main', id: parseToken(elsewhere.token)?.id ?? '' });
    server.clock.advance(2_000);
    expectProblem(await wallet('alice', elsewhere.token), 'unauthenticated');
  });

  test('is good for nothing but that user’s data', async () => {
    const { server, begin } = await setUp();
    const { token } = await begin('alice');
    for (const url of ['/getEventLog', '/admin_listTokens', '/metrics', '/getAccounts']) expectProblem(await server.app.inject({ url, headers: bearer(token) }), 'forbidden');
    for (const url of ['/v1/ingest', '/v1/metrics', '/admin_createToken', '/createLoginLink', '/v1/wallets']) expectProblem(await server.app.inject({ method: 'POST', url, headers: bearer(token), payload: {} }), 'forbidden');
  });

  test('is no dashboard cookie', async () => {
    const { server, begin } = await setUp();
    const { token } = await begin('alice');
    for (const cookie of [token, token.slice(-43)]) expectProblem(await server.app.inject({ url: '/v1/wallets/alice', headers: { host: '127.0.0.1:4200', cookie: `sora_session=${cookie}` } }), 'unauthenticated');
  });
});

describe('of a session’s token', () => {
  const begun = async (key: Uint8Array) => createUserSessions(memoryUserSessionStore(fakeClock()), { key, validMs: aDayMs }).begin({ tenant: 'main', userId: 'alice', install: undefined });

  test('nothing is kept from which it could be made', async () => {
    const { session, token } = await begun(Buffer.from('a key'));
    const kept = Buffer.from(session.secretHash);
    expect([kept.length, JSON.stringify({ ...session, secretHash: kept.toString('base64url') }).includes(token.slice(-43))]).toEqual([32, false]);
  });

  test('the hash is worth nothing without the key', async () => {
    const [key, other] = [Buffer.from('a key'), Buffer.from('another')];
    const { session, token } = await begun(key);
    const isSecretUnder = (under: Uint8Array, given: UserSession) => createUserSessions(memoryUserSessionStore(fakeClock()), { key: under, validMs: aDayMs }).isSecretOf(given, token.slice(-43));
    expect([isSecretUnder(key, session), isSecretUnder(other, session)]).toEqual([true, false]);
  });

  test('the key is the setting, else the one that the first server made', async () => {
    const store = memoryUserSessionStore(fakeClock());
    const made = await sessionKey(store, {});
    expect([made.length, await sessionKey(store, {})]).toEqual([32, made]);
    expect(Buffer.from(await sessionKey(store, { SORA_SESSION_KEY: 'k'.repeat(44) })).toString()).toBe('k'.repeat(44));
  });
});

describe('how often one address or user may begin', () => {
  const from = (server: TestApp, identityToken: string, remoteAddress = '192.0.2.1') => server.app.inject({ method: 'POST', url: '/v1/sessions', remoteAddress, payload: { identityToken } });

  test('from the 31st refused identity in a minute an address is told to wait, and who is right still comes in', async () => {
    const { server } = await setUp({ identity: vouching });
    for (let count = 0; count < 30; count += 1) expectProblem(await from(server, 'forged'), 'identity-refused');
    expectProblem(await from(server, 'forged'), 'rate-limited');
    expect((await from(server, 'main/alice')).statusCode).toBe(200);
    expectProblem(await from(server, 'forged', '192.0.2.2'), 'identity-refused');
  });

  test('in a flood of refused identities none of that address is even checked', async () => {
    let checked = 0;
    const { server } = await setUp({ identity: { verify: (token) => { checked += 1; return vouching.verify(token); } } });
    for (let count = 0; count < 700; count += 1) await from(server, 'forged');
    expectProblem(await from(server, 'main/alice'), 'rate-limited');
    expect(checked).toBe(600);
    expect((await from(server, 'main/alice', '192.0.2.2')).statusCode).toBe(200);
  });

  test('a thousand users behind one address all come in, one of them who begins without end does not', async () => {
    const { server } = await setUp({ identity: vouching });
    for (let count = 0; count < 1_000; count += 1) expect((await from(server, `main/user-${count}`)).statusCode).toBe(200);
    for (let count = 0; count < 30; count += 1) expect((await from(server, 'main/alice')).statusCode).toBe(200);
    expectProblem(await from(server, 'main/alice', '192.0.2.2'), 'rate-limited');
    expect((await from(server, 'other/alice')).statusCode).toBe(200);
  });
});

describe('the built-in identity provider', () => {
  test('is not there unless the server was started with --dev: its addresses answer like any that nothing is at', async () => {
    const { server } = await setUp({ identity: vouching });
    for (const url of ['/v1/dev/identity', '/createDevIdentity']) {
      for (const method of ['POST', 'GET', 'OPTIONS'] as const) {
        const [there, nowhere] = [await server.app.inject({ method, url, ...(method === 'POST' ? { payload: '{"userId":' } : {}) }), await server.app.inject({ method, url: '/v1/nowhere' })];
        expect({ ...expectProblem(there, 'not-found'), instance: '', detail: '' }).toEqual({ ...expectProblem(nowhere, 'not-found'), instance: '', detail: '' });
      }
    }
  });

  test('is of no use to a page of another site whose name was pointed at this machine', async () => {
    const { post } = await setUp();
    expectProblem(await post('/v1/dev/identity', { userId: 'alice' }, { host: 'evil.example:4200' }), 'host-refused');
  });

  test.for([{}, { userId: '' }, { userId: 'a b' }, { userId: 'x'.repeat(129) }, { userId: ['alice'] }])('names no user that cannot be one: %j', async (body) => {
    const { post } = await setUp();
    expectProblem(await post('/v1/dev/identity', body), 'bad-request');
  });
});
