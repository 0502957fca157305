import { afterAll, expect, test } from 'vitest';
import { endpoints } from './endpoints/index.ts';
import { methodsByPath } from './endpoint-paths.ts';
import { expectProblem } from './testing/expect-problem.ts';
import { createTestApp } from './testing/test-app.ts';

// One for all: nothing here changes it.
const server = await createTestApp({ dev: true });
afterAll(() => server.app.close());
const { token } = await server.token({ kind: 'operator', role: 'admin' });
const ask = (method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS', url: string, payload?: string) => server.app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });

test.for(['/nowhere', '//getSession', '/getSession/', '/GETSESSION', '/..%2fgetSession', '/getSession%2f', '/getSession%00', '/getSession;a=b', '/v1', '/v1/ingest/x', '/.env', '/admin_'])('there is nothing at %s', async (url) => {
  expectProblem(await ask('GET', url), 'not-found');
  expectProblem(await ask('POST', url, '{'), 'not-found');
});

test('an address that cannot be decoded is a bad request', async () => {
  for (const url of ['/%E0%A4%A', '/getSession%', '/%']) expect(expectProblem(await ask('GET', url), 'bad-request').errors).toMatchObject([{ path: 'url' }]);
});

test.for([...methodsByPath(endpoints)])('%s says which methods it takes', async ([path, methods]) => {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => !methods.some((taken) => taken === method));
  for (const method of others) {
    const answer = await ask(method, path, method === 'GET' ? undefined : '{"not":');
    expectProblem(answer, 'method-not-allowed');
    expect(answer.headers['allow']).toBe(allow);
  }
  const options = await server.app.inject({ method: 'OPTIONS', url: path, headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
  expect([options.statusCode, options.headers['allow'], options.body]).toEqual([204, allow, '']);
  expect(Object.keys(options.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

/** What an engineer can ask without saying more. */
const asked: readonly string[] = [...endpoints.filter(({ methods, access, input }) => methods.includes('GET') && access.kind !== 'user-or-service' && access.kind !== 'service' && input.safeParse({}).success).map(({ name }) => name), 'getMetricsDashboard'];

test.for(asked)('HEAD of %s has the head of its GET and no body', async (name) => {
  const url = name === 'getMetricsDashboard' ? `/${name}?layer=API&timeRange=5` : `/${name}`;
  const head = await ask('HEAD', url);
  expect([head.body, server.live.subscribers]).toEqual(['', 0]);
  if (name === 'streamLive') return expect([head.statusCode, head.headers['content-type']]).toEqual([200, 'text/event-stream']);
  // Also where it is a refusal: rules are validated where some are configured, and this server has none.
  const get = await ask('GET', url);
  expect(head.statusCode).toBe(get.statusCode);
  expect([head.headers['content-type'], head.headers['content-length']]).toEqual([get.headers['content-type'], get.headers['content-length']]);
});

test('a HEAD where only POST is taken is refused', async () => {
  const answer = await ask('HEAD', '/logout');
  expect([answer.statusCode, answer.headers['allow']]).toEqual([405, 'POST, OPTIONS']);
});

test('a GET is asked by query, in which numbers are text; a POST by body, in which they are numbers', async () => {
  expect((await ask('GET', '/getMetricsDashboard?layer=API&timeRange=15')).json()).toMatchObject({ layer: 'API' });
  expect((await ask('POST', '/getMetricsDashboard', '{"layer":"API","timeRange":15}')).statusCode).toBe(200);
  expect(expectProblem(await ask('POST', '/getMetricsDashboard?layer=API'), 'bad-request').errors).toMatchObject([{ path: 'layer' }]);
  expect(expectProblem(await ask('POST', '/getMetricsDashboard', '{"layer":"API","timeRange":"15"}'), 'bad-request').errors).toMatchObject([{ path: 'timeRange' }]);
});

test.for([['layer', 'layer=API&layer=MOBILE'], ['timeRange', 'layer=API&timeRange='], ['timeRange', 'layer=API&timeRange=0x10'], ['timeRange', 'layer=API&timeRange=5&timeRange=6'], ['timeRange', 'layer=API&timeRange=1e1'], ['timeRange', `layer=API&timeRange=${'9'.repeat(400)}`], ['layer', '__proto__=1&constructor=2'], ['layer', 'layer=%ff'], ['layer', '%']] as const)(
  'a wrong %s in the query is named: %s',
  async ([path, query]) => {
      expect(expectProblem(await ask('GET', `/getMetricsDashboard?${query}`), 'bad-request').errors).toMatchObject([{ path }]);
  },
);

test('a page of events is asked for by numbers in the query, within bounds', async () => {
  expect((await ask('GET', '/getEventLog?limit=200&severity=info')).statusCode).toBe(200);
  for (const query of ['limit=0', 'limit=201', 'limit=1.5', 'limit=-1', 'limit=all', 'beforeId=1', "beforeId=' or 1=1", 'severity=low']) {
    expect(expectProblem(await ask('GET', `/v1/events?${query}`), 'bad-request').errors).toMatchObject([{ path: query.split('=')[0] }]);
  }
});
