import type { CredentialKind } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { endpoints } from './endpoints/index.ts';
import { pathsOf } from './endpoint-paths.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const everyone = ['stranger', 'ingest key', 'service key', 'service key with wallets scopes', 'service key with chats scopes', 'service key with chats and wallets scopes', 'service key with documents scopes', 'user session', 'viewer', 'operator', 'admin'] as const;
type Who = (typeof everyone)[number];

const wallets = ['service key with wallets scopes', 'service key with chats and wallets scopes'] as const;
const chats = ['service key with chats scopes', 'service key with chats and wallets scopes'] as const;

/** Who may call what: everyone named gets in, everyone else is refused. A new endpoint has to be added here. */
const matrix: Readonly<Record<string, readonly Who[]>> = {
  admin_createToken: ['admin'],
  admin_listTokens: ['admin'],
  admin_recountChat: ['operator', 'admin'],
  admin_releaseAccount: ['operator', 'admin'],
  admin_revokeToken: ['admin'],
  admin_verifyLedger: ['operator', 'admin'],
  admin_validateFirestoreRules: ['operator', 'admin'],
  admitMember: [...chats, 'user session'],
  askForAiReply: chats,
  banMember: [...chats, 'user session'],
  configureChat: [...chats, 'user session'],
  createChat: [...chats, 'user session'],
  createDevIdentity: everyone,
  createLoginLink: ['viewer', 'operator', 'admin'],
  createPayout: wallets,
  createTopUp: [...wallets, 'user session'],
  createUserSession: everyone,
  creditWallet: ['service key with wallets scopes'],
  deleteMessage: [...chats, 'user session'],
  editMessage: [...chats, 'user session'],
  endUserSession: ['user session'],
  eraseUser: ['service key with chats and wallets scopes'],
  exportUser: ['service key with chats and wallets scopes', 'user session'],
  findChats: ['viewer', 'operator', 'admin'],
  findTransfers: ['viewer', 'operator', 'admin'],
  getAccount: ['viewer', 'operator', 'admin'],
  getAccounts: ['viewer', 'operator', 'admin'],
  getAccountStatement: ['viewer', 'operator', 'admin'],
  getAiBudgets: [...chats, 'operator', 'admin'],
  getBans: [...chats, 'user session'],
  getChat: [...chats, 'user session'],
  getChatDigest: [...chats, 'user session'],
  getChatEntries: ['viewer', 'operator', 'admin'],
  getChatLog: ['viewer', 'operator', 'admin'],
  getChatMembers: [...chats, 'user session'],
  getChats: [...chats, 'user session'],
  getConflictHistory: ['viewer', 'operator', 'admin'],
  getDocument: ['service key with documents scopes', 'user session', 'operator', 'admin'],
  getDocumentHistory: ['service key with documents scopes', 'user session', 'operator', 'admin'],
  getEventLog: ['viewer', 'operator', 'admin'],
  getLedgerVerification: ['viewer', 'operator', 'admin'],
  getLiveRooms: ['viewer', 'operator', 'admin'],
  getMessages: [...chats, 'user session'],
  getMetricsDashboard: ['viewer', 'operator', 'admin'],
  getPrice: [...chats, 'user session'],
  getPrices: chats,
  getReadCursors: [...chats, 'user session'],
  getRecentChats: ['viewer', 'operator', 'admin'],
  getRulesReport: ['viewer', 'operator', 'admin'],
  getSession: ['viewer', 'operator', 'admin'],
  getSystemHealthSummary: everyone,
  getWallet: [...wallets, 'user session'],
  getWalletHistory: [...wallets, 'user session'],
  getWalletHolds: [...wallets, 'user session'],
  healthz: everyone,
  ingest: ['ingest key', 'service key'],
  ingestOtlp: ['service key'],
  joinChat: [...chats, 'user session'],
  leaveChat: [...chats, 'user session'],
  login: everyone,
  logout: ['viewer', 'operator', 'admin'],
  markRead: [...chats, 'user session'],
  metrics: ['viewer', 'operator', 'admin'],
  'openapi.json': ['viewer', 'operator', 'admin'],
  openWallet: wallets,
  placeHold: [...wallets, 'user session'],
  postHold: wallets,
  preventDoubleSpend: [...wallets, 'user session'],
  readyz: everyone,
  refundMessage: ['service key with chats and wallets scopes'],
  refundTopUp: wallets,
  removeMember: [...chats, 'user session'],
  restoreDocumentField: ['service key with documents scopes', 'user session', 'operator', 'admin'],
  sendAiReply: chats,
  sendMessage: [...chats, 'user session'],
  setAiBudget: [...chats, 'operator', 'admin'],
  setPrice: chats,
  showPartialReply: chats,
  status: everyone,
  streamLive: ['viewer', 'operator', 'admin'],
  stripeWebhook: everyone,
  transfer: [...wallets, 'user session'],
  unbanMember: [...chats, 'user session'],
  voidHold: wallets,
  wiseWebhook: everyone,
  writeDocument: ['service key with documents scopes', 'user session'],
};

const kinds: Readonly<Record<Exclude<Who, 'stranger' | 'user session'>, CredentialKind>> = {
  'ingest key': { kind: 'ingest' },
  'service key': { kind: 'service', scopes: ['metrics:write'] },
  'service key with wallets scopes': { kind: 'service', scopes: ['wallets:read', 'wallets:write', 'wallets:credit'] },
  'service key with documents scopes': { kind: 'service', scopes: ['documents:read', 'documents:write'] },
  'service key with chats scopes': { kind: 'service', scopes: ['chats:read', 'chats:write'] },
  'service key with chats and wallets scopes': { kind: 'service', scopes: ['chats:read', 'chats:write', 'wallets:read', 'wallets:write'] },
  viewer: { kind: 'operator', role: 'viewer' },
  operator: { kind: 'operator', role: 'operator' },
  admin: { kind: 'operator', role: 'admin' },
};

/** The user is called as the parameter of a path is, so that a path which is asked for as it is written is about them. */
async function tokenOf(who: Who, server: TestApp): Promise<string | undefined> {
  if (who === 'stranger') return undefined;
  return (await (who === 'user session' ? server.session(':userId') : server.token(kinds[who]))).token;
}

/** What the doors say, which is all this asks: a 400 for the empty body has passed them. */
async function knock(server: TestApp, path: string, method: 'GET' | 'POST', token: string | undefined): Promise<'in' | 401 | 403> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  // A stream that opens never ends by itself; its head is the answer.
  const { statusCode } = path === '/streamLive' ? await headOfStream(server, headers) : await server.app.inject({ method, url: path, headers, ...(method === 'POST' ? { payload: '{}' } : {}) });
  return statusCode === 401 || statusCode === 403 ? statusCode : 'in';
}

async function headOfStream({ app }: TestApp, headers: Readonly<Record<string, string>>): Promise<{ readonly statusCode: number }> {
  const address = app.server.listening ? `http://127.0.0.1:${(app.server.address() as { port: number }).port}` : await app.listen({ host: '127.0.0.1', port: 0 });
  const controller = new AbortController();
  const { status } = await fetch(`${address}/streamLive`, { headers, signal: controller.signal });
  controller.abort();
  return { statusCode: status };
}

describe('who may come in', () => {
  test('every endpoint has its row in the matrix, and no row is without an endpoint', () => {
    expect(Object.keys(matrix).toSorted()).toEqual(endpoints.map(({ name }) => name).toSorted());
  });

  test.for(endpoints.map(({ name }) => name))('%s lets in exactly those of its row, on every path and method', async (name) => {
    const server = await createTestApp({ dev: true });
    const endpoint = endpoints.find((each) => each.name === name);
    for (const who of everyone) {
      for (const path of pathsOf(endpoint ?? { name })) {
        for (const method of endpoint?.methods ?? []) {
          const token = await tokenOf(who, server);
          // login counts as refused what is not a login at all; it is public, its own tests say what it asks for.
          const expected = matrix[name]?.includes(who) === true ? 'in' : who === 'stranger' ? 401 : 403;
          const answer = name === 'login' ? 'in' : await knock(server, path, method, token);
          expect([who, path, method, answer]).toEqual([who, path, method, expected]);
        }
      }
    }
    await server.app.close();
  });

  test('a revoked, an expired, a mangled and an unknown token are all refused alike', async () => {
    const { app, clock, token, revoke } = await createTestApp();
    const kind = { kind: 'operator', role: 'admin' } as const;
    const [revoked, expired, other] = [await token(kind), await token(kind, { validMs: 1_000 }), await token(kind)];
    await revoke(revoked.id);
    clock.advance(5_000);
    const mangled = `${other.token.slice(0, -1)}${other.token.endsWith('A') ? 'B' : 'A'}`;
    const answers = await Promise.all([revoked.token, expired.token, mangled, 'sora_op_0123456789abcdef_x'].map((each) => app.inject({ url: '/getEventLog', headers: { authorization: `Bearer ${each}` } })));
    const bodies = answers.map((answer) => [answer.statusCode, answer.json<{ code: string; detail: string }>().code, answer.json<{ detail: string }>().detail]);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toEqual([401, 'unauthenticated', 'This token is not known, was revoked or has expired.']);
  });

  test('a revoked token is refused within two seconds on a server that did not revoke it itself', async () => {
    const { app, clock, token, revoke } = await createTestApp();
    const { id, token: text } = await token({ kind: 'operator', role: 'viewer' });
    const status = async () => (await app.inject({ url: '/getEventLog', headers: { authorization: `Bearer ${text}` } })).statusCode;
    expect(await status()).toBe(200);
    await revoke(id);
    clock.advance(2_000);
    expect(await status()).toBe(401);
  });

  test('a token of one tenant sees nothing of another: not its metrics, events or tokens', async () => {
    const server = await createTestApp();
    const { app, recorder, events, clock } = server;
    const kind = { kind: 'operator', role: 'admin' } as const;
    const [mine, theirs] = [await server.token(kind), await server.token(kind, { tenant: 'other', name: 'the other admin' })];
    const ask = async (url: string, token: string) => (await app.inject({ url, headers: { authorization: `Bearer ${token}` } })).body;
    recorder.record({ tenant: 'other', layer: 'API', type: 'LATENCY', service: 'their-service', region: 'r', source: 'server', labels: {} }, 7, clock.nowMs());
    await events.record({ tenant: 'other', type: 'LOGIN', severity: 'info', subject: 'their-service', actor: { kind: 'token', id: theirs.id } });
    clock.advance(1_000);
    expect(await ask('/metrics', theirs.token)).toContain('their-service');
    await server.flush();
    const urls = ['/getMetricsDashboard?layer=API', '/getEventLog', '/admin_listTokens', '/getSystemHealthSummary', '/metrics', '/getSession'];
    for (const url of urls) expect(await ask(url, mine.token)).not.toMatch(/their-service|the other admin/);
    expect(await ask('/getMetricsDashboard?layer=API', theirs.token)).toContain('their-service');
    expect(await ask('/getEventLog', theirs.token)).toContain('their-service');
  });

  test('a tenant in a body or header changes nothing: it comes from the credential', async () => {
    const server = await createTestApp();
    const { token } = await server.token({ kind: 'operator', role: 'viewer' });
    const answer = await server.app.inject({ url: '/getSession?tenant=other', headers: { authorization: `Bearer ${token}`, 'x-tenant': 'other' } });
    expect(answer.json<{ tenant: string }>().tenant).toBe('main');
  });

  test('an admin of one tenant cannot revoke a token of another', async () => {
    const server = await createTestApp();
    const admin = await server.token({ kind: 'operator', role: 'admin' }, { tenant: 'other' });
    const victim = await server.token({ kind: 'operator', role: 'viewer' });
    const answer = await server.app.inject({ method: 'POST', url: '/admin_revokeToken', headers: { authorization: `Bearer ${admin.token}` }, payload: { id: victim.id } });
    expect(answer.statusCode).toBe(404);
    expect((await server.app.inject({ url: '/getSession', headers: { authorization: `Bearer ${victim.token}` } })).statusCode).toBe(200);
  });
});
