import { problems } from '@sora/core';
import { expect, test } from 'vitest';
import { endpoints } from './endpoints/index.ts';
import { openApiDocument } from './openapi.ts';
import { pathsOf } from './endpoint-paths.ts';
import { createTestApp } from './testing/test-app.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: Readonly<Record<string, object>> }>>; readonly securitySchemes: object };
}

// Through text, as a reader gets it: what JSON cannot hold would be gone.
const document = JSON.parse(JSON.stringify(openApiDocument(endpoints, '1.2.3'))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

function everyValueOf(key: string, within: unknown): readonly unknown[] {
  if (typeof within !== 'object' || within === null) return [];
  return Object.entries(within).flatMap(([name, value]) => [...(name === key ? [value as unknown] : []), ...everyValueOf(key, value)]);
}

function resolve(reference: string): unknown {
  return reference.slice(2).split('/').reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

test('the document is OpenAPI 3.1 and lists every endpoint on every path with every method, and nothing else', () => {
  expect([document.openapi, document.info]).toEqual(['3.1.0', { title: 'SORA', version: '1.2.3', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } }]);
  const served = endpoints.flatMap((endpoint) => pathsOf(endpoint).flatMap((path) => endpoint.methods.map((method) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)));
  expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(served.toSorted());
});

test('every operation has an id of its own that a generator can make a name of, a summary, security and answers', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { operation } of operations) {
    expect(operation.operationId).toMatch(/^[A-Za-z][\w.]*$/);
    expect(operation.summary.length).toBeGreaterThan(10);
    expect(Array.isArray(operation.security)).toBe(true);
    expect(Object.keys(operation.responses)).toEqual([expect.stringMatching(/^20[024]$/), 'default']);
    for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
  }
});

test('every reference leads somewhere', () => {
  const references = everyValueOf('$ref', document);
  expect(references.length).toBeGreaterThanOrEqual(operations.length);
  for (const reference of references) expect([reference, typeof resolve(String(reference))]).toEqual([reference, 'object']);
});

test('no schema names a dialect other than that of the document', () => {
  expect(new Set(everyValueOf('$schema', document))).toEqual(new Set());
});

test('every answer in JSON has a schema, every POST says what body it takes', () => {
  for (const { method, path, operation } of operations) {
    const contents = Object.values(operation.responses).flatMap(({ content = {} }) => Object.entries(content)).filter(([type]) => type.includes('json'));
    for (const [type, { schema }] of contents) expect([path, type, typeof schema]).toEqual([path, type, 'object']);
    if (method === 'post') expect([path, Object.keys(operation.requestBody?.content ?? {})[0]]).toEqual([path, 'application/json']);
    else expect(operation.requestBody).toBeUndefined();
  }
});

test('the query of a GET is described with its types and what is required', () => {
  const parameters = document.paths['/getMetricsDashboard']?.['get']?.parameters ?? [];
  expect(parameters.map(({ name, in: place, required }) => [name, place, required])).toEqual([['layer', 'query', true], ['timeRange', 'query', false], ['service', 'query', false], ['region', 'query', false]]);
  expect(parameters[1]?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 10_080, default: 60 });
});

test('a parameter of the address stands there, and not in the query or body as well', () => {
  const { get, post } = document.paths['/v1/wallets/{userId}/holds'] ?? {};
  expect(get?.parameters?.map(({ name, in: place, required }) => [name, place, required])).toEqual([['userId', 'path', true], ['unit', 'query', false], ['limit', 'query', false]]);
  expect(post?.parameters?.map(({ name, in: place }) => [name, place])).toEqual([['userId', 'path'], ['Idempotency-Key', 'header']]);
  expect(post?.requestBody?.content['application/json']?.schema).toMatchObject({ properties: { amount: { type: 'string', pattern: '^[1-9][0-9]{0,18}$' } }, required: ['amount', 'expiresInMs'] });
  expect(document.paths['/placeHold']?.['post']?.requestBody?.content['application/json']?.schema).toMatchObject({ required: ['userId', 'amount', 'expiresInMs'] });
  const templates = operations.filter(({ path, operation }) => Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name).join() !== (operation.parameters ?? []).filter(({ in: place }) => place === 'path').map(({ name }) => name).join());
  expect(templates.map(({ path }) => path)).toEqual([]);
});

test('what asks for an idempotency key says so, and how a repeat is told from the first', () => {
  const keyed = operations.filter(({ operation }) => operation.parameters?.some(({ in: place }) => place === 'header') === true);
  expect(keyed.map(({ path }) => path)).toEqual(expect.arrayContaining(['/preventDoubleSpend', '/v1/wallets/{userId}/spend', '/v1/wallets/{userId}/transfers', '/v1/wallets/{userId}/holds/{holdKey}/post']));
  for (const { operation } of keyed) {
    expect(operation.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', schema: { type: 'string', pattern: expect.any(String) } }));
    expect(operation.responses['200']).toMatchObject({ headers: { 'Idempotent-Replayed': { schema: { enum: ['true'] } } } });
  }
});

test('the problem that is described is the problem that is answered', async () => {
  const { app } = await createTestApp();
  const described = document.components.schemas['Problem']?.properties ?? {};
  expect(described['code']).toEqual({ type: 'string', enum: Object.keys(problems) });
  const answered = (await app.inject({ url: '/getSession' })).json<object>();
  expect(Object.keys(answered).filter((name) => !(name in described))).toEqual([]);
});

test('what needs no credential says so, and nothing else does', () => {
  const open = operations.filter(({ operation: { security } }) => security.length === 0 || security.some((way) => Object.keys(way).length === 0)).map(({ path }) => path);
  expect(open.toSorted()).toEqual(['/createDevIdentity', '/createUserSession', '/getSystemHealthSummary', '/healthz', '/login', '/readyz', '/status', '/stripeWebhook', '/v1/dev/identity', '/v1/sessions', '/v1/webhooks/stripe', '/v1/webhooks/wise', '/wiseWebhook']);
});

test('the server serves this document to a viewer', async () => {
  const { app, token } = await createTestApp();
  const { token: text } = await token({ kind: 'operator', role: 'viewer' });
  const served = (await app.inject({ url: '/openapi.json', headers: { authorization: `Bearer ${text}` } })).json<Document>();
  expect(served.paths).toEqual(document.paths);
});
