import { afterAll, expect, test } from 'vitest';
import { answered, expectProblem } from './testing/expect-problem.ts';
import { createTestApp } from './testing/test-app.ts';

// One for all: nothing here changes it.
const server = await createTestApp();
afterAll(() => server.app.close());
const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
const authorization = `Bearer ${(await server.token({ kind: 'operator', role: 'admin' })).token}`;
const post = (payload: string | Buffer, { url = '/getMetricsDashboard', ...headers }: Readonly<Record<string, string>> = {}) => server.app.inject({ method: 'POST', url, headers: { authorization, 'content-type': 'application/json', ...headers }, payload });

const good = '{"layer":"API","timeRange":60}';

test.for([
  ['cut off', '{"layer":"API"'], ['not JSON', 'layer=API'], ['two values', '{}{}'], ['with a comment', '{} // all'], ['with a number that JSON does not know', '{"timeRange":NaN}'],
  ['that sets a prototype', '{"__proto__":{"layer":"API"}}'], ['that sets a prototype in escapes', '{"\\u005f_proto__":{"layer":"API"}}'], ['that sets a constructor', '{"constructor":{"prototype":{"layer":"API"}}}'], ['of white space', '  \n'],
] as const)('a body %s cannot be read', async ([, body]) => {
  expectProblem(await post(body), 'malformed-body');
});

test.for([['an array', '[{"layer":"API"}]'], ['a text', '"API"'], ['a number', '7'], ['a boolean', 'true'], ['100,000 brackets deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`]] as const)('%s where an object belongs is a bad request', async ([, body]) => {
  expect(expectProblem(await post(body), 'bad-request').detail?.length).toBeLessThan(300);
});

test('braces 100,000 deep, in a field, are refused like any wrong field', async () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
  expect(expectProblem(await post(`{"layer":${deep}}`), 'bad-request').errors).toMatchObject([{ path: 'layer' }]);
});

test.for([
  ['layer', { layer: 'WEB' }], ['layer', { layer: null }], ['layer', { layer: ['API'] }], ['timeRange', { layer: 'API', timeRange: '60' }], ['timeRange', { layer: 'API', timeRange: true }], ['timeRange', { layer: 'API', timeRange: 1.5 }],
  ['timeRange', { layer: 'API', timeRange: -1 }], ['timeRange', { layer: 'API', timeRange: [5] }], ['service', { layer: 'API', service: '' }], ['service', { layer: 'API', service: { $ne: 1 } }], ['region', { layer: 'API', region: 'x'.repeat(41) }],
] as const)('a wrong %s is named: %j', async ([path, body]) => {
  expect(expectProblem(await post(JSON.stringify(body)), 'bad-request').errors).toMatchObject([{ path }]);
});

test('every wrong field is named at once', async () => {
  expect(expectProblem(await post('{"layer":"WEB","timeRange":"soon","region":5}'), 'bad-request').errors?.map(({ path }) => path)).toEqual(['layer', 'timeRange', 'region']);
});

test('no body is an empty object: what is required is named', async () => {
  expect(expectProblem(await post(''), 'bad-request').errors).toMatchObject([{ path: 'layer' }]);
  expect(expectProblem(await server.app.inject({ method: 'POST', url: '/getMetricsDashboard', headers: { authorization } }), 'bad-request').errors).toMatchObject([{ path: 'layer' }]);
});

test.for(['application/x-www-form-urlencoded', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'text/plain', 'application/octet-stream', 'multipart/form-data; boundary=x'])('JSON is taken under the content type %s', async (contentType) => {
  expect((await post(good, { 'content-type': contentType })).statusCode).toBe(200);
});

test('what is no content type is refused as one', async () => {
  expectProblem(await post(good, { 'content-type': 'nonsense' }), 'unsupported-media-type');
});

test('JSON without any content type, and with a byte order mark, is taken', async () => {
  const untyped = await fetch(`${address}/getMetricsDashboard`, { method: 'POST', headers: { authorization }, body: new Blob([good]) });
  expect(untyped.status).toBe(200);
  expect((await post(`\uFEFF${good}`)).statusCode).toBe(200);
});

test('bytes that are not UTF-8 are refused, and nothing of them is kept', async () => {
  const body = Buffer.concat([Buffer.from('{"kind":"ingest","name":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]);
  expectProblem(await post(body, { url: '/admin_createToken' }), 'malformed-body');
  expect((await server.credentials.list('main')).map(({ kind }) => kind)).not.toContain('ingest');
});

test('protobuf where JSON belongs is a bad request', async () => {
  expectProblem(await post(Buffer.from([0x0a, 0x02, 0x08, 0x01]), { 'content-type': 'application/x-protobuf' }), 'bad-request');
});

test.for([['with its length', false], ['in chunks', true]] as const)('a body of 10 MB, sent %s, is refused as too large', async ([, inChunks]) => {
  const body = Buffer.alloc(10 * 1024 * 1024, ' ');
  const answer = await fetch(`${address}/v1/ingest`, { method: 'POST', headers: { authorization: `Bearer ${(await server.token({ kind: 'service', scopes: ['metrics:write'] })).token}` }, body: inChunks ? new Blob([body]).stream() : body, duplex: 'half' });
  expectProblem(await answered(answer), 'body-too-large');
  expect((await fetch(`${address}/getSession`, { headers: { authorization } })).status).toBe(200);
});

test('a body that is as large as the limit is taken, one byte more is not', async () => {
  const limit = 4 * 1024 * 1024;
  expect((await post(good.padEnd(limit))).statusCode).toBe(200);
  expectProblem(await post(good.padEnd(limit + 1)), 'body-too-large');
});

test('a stranger is refused before the body is looked at', async () => {
  expectProblem(await post('{"layer":', { authorization: 'Bearer nobody' }), 'unauthenticated');
  expectProblem(await post('{"layer":', { url: '/nowhere' }), 'not-found');
});
