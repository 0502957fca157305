import { expect, onTestFinished, test } from 'vitest';
import { createTestApp, sameOrigin } from './testing/test-app.ts';

const policy = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

async function setUp() {
  const server = await createTestApp();
  onTestFinished(() => server.app.close());
  const { token } = await server.token({ kind: 'operator', role: 'admin' });
  return { server, headers: { ...sameOrigin, authorization: `Bearer ${token}` } };
}

test.for([
  ['an answer', 'GET', '/getSession', 200], ['text', 'GET', '/metrics', 200], ['a public answer', 'GET', '/healthz', 200], ['nothing', 'POST', '/logout', 204], ['a page', 'GET', '/', 200],
  ['a 404', 'GET', '/nowhere', 404], ['a wrong method', 'DELETE', '/getSession', 405], ['a bad request', 'GET', '/getMetricsDashboard', 400], ['an unreadable body', 'POST', '/getMetricsDashboard', 400],
] as const)('%s carries the security headers and is never stored', async ([, method, url, status]) => {
  const { server, headers } = await setUp();
  const answer = await server.app.inject({ method, url, headers, ...(status === 400 && method === 'POST' ? { payload: '{' } : {}) });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' });
  for (const directive of policy) expect(answer.headers['content-security-policy']).toContain(directive);
  expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*/);
  for (const telling of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(answer.headers[telling]).toBeUndefined();
});

test('a refused stranger and a failure of ours carry them too', async () => {
  const { server, headers } = await setUp();
  server.credentials.list = async () => { throw new Error('boom'); };
  for (const [url, given, status] of [['/getSession', sameOrigin, 401], ['/admin_listTokens', headers, 500]] as const) {
    const answer = await server.app.inject({ url, headers: given });
    expect([answer.statusCode, answer.headers['cache-control'], answer.headers['content-security-policy']]).toEqual([status, 'no-store', expect.stringContaining("default-src 'none'")]);
  }
});
