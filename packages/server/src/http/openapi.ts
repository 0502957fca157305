import { type AccessRule, problems } from '@sora/core';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { parametersOf, pathsOf } from './endpoint-paths.ts';
import { idempotencyHeader, idempotencyKeyPattern, replayedHeader } from './idempotency-key.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of these endpoints, made from the very schemas that check their input. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): Json {
  const paths = new Map<string, Json>();
  for (const endpoint of endpoints) {
    // Two endpoints may share a path, each with methods of its own.
    for (const [alias, path] of pathsOf(endpoint).entries()) paths.set(templateOf(path), { ...paths.get(templateOf(path)), ...operations(endpoint, path, alias) });
  }
  return {
    openapi: '3.1.0',
    info: { title: 'SORA', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths: Object.fromEntries([...paths].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'sora_session' } },
      schemas: { Problem: problemSchema },
    },
  };
}

/** `/v1/wallets/{userId}` for `/v1/wallets/:userId`. */
function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

/** @param alias 0 for the endpoint's name, from 1 for its aliases: operation ids are unique */
function operations(endpoint: Endpoint, path: string, alias: number): Json {
  return Object.fromEntries(
    endpoint.methods.map((method) => [
      method.toLowerCase(),
      {
        operationId: [endpoint.name, ...(endpoint.methods.length > 1 ? [method.toLowerCase()] : []), ...(alias > 0 ? [String(alias)] : [])].join('_'),
        summary: endpoint.summary,
        security: security(endpoint.access),
        ...input(endpoint, method, parametersOf(path)),
        responses: { ...success(endpoint), default: { description: 'Refused or failed', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
      },
    ]),
  );
}

function security(access: AccessRule): readonly Json[] {
  switch (access.kind) {
    case 'public':
      return [];
    case 'public-or-operator':
      return [{}, { token: [] }, { session: [] }];
    case 'operator':
      return [{ token: [] }, { session: [] }];
    default:
      return [{ token: [] }];
  }
}

function input({ input: schema, rawBody, idempotencyField }: Endpoint, method: string, inPath: readonly string[]): Json {
  const json = jsonSchema(schema, 'input');
  const fields = Object.entries(json.properties ?? {}).map(([name, field]) => ({ name, field, required: json.required?.includes(name) ?? false }));
  const parameters: readonly Json[] = [
    ...fields.filter(({ name }) => inPath.includes(name)).map(({ name, field }) => ({ name, in: 'path', required: true, schema: field })),
    ...(method === 'POST' ? [] : fields.filter(({ name }) => !inPath.includes(name)).map(({ name, field, required }) => ({ name, in: 'query', required, schema: field }))),
    ...(idempotencyField === undefined ? [] : [keyParameter(idempotencyField)]),
  ];
  return { ...(parameters.length === 0 ? {} : { parameters }), ...(method === 'POST' ? { requestBody: requestBody(withoutFields(json, inPath), rawBody === true) } : {}) };
}

function requestBody(schema: Json, orProtobuf: boolean): Json {
  return { content: { 'application/json': { schema }, ...(orProtobuf ? { 'application/x-protobuf': {} } : {}) } };
}

function withoutFields(json: ReturnType<typeof jsonSchema>, names: readonly string[]): Json {
  if (names.length === 0) return json;
  const { properties = {}, required = [], ...rest } = json;
  return { ...rest, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))), required: required.filter((name) => !names.includes(name)) };
}

function keyParameter(field: string): Json {
  const schema = { type: 'string', pattern: idempotencyKeyPattern.source };
  return { name: idempotencyHeader, in: 'header', required: false, description: `The same on every repeat of one request. Needed, here or as "${field}" in the body.`, schema };
}

/** Without its dialect, which is the one of the whole document. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

function success({ output, describes, status = 200, produces, idempotencyField }: Endpoint): Json {
  if (status === 204) return { 204: { description: 'Done' } };
  const answer = output ?? describes;
  const content = answer === undefined ? { [produces ?? 'application/json']: {} } : { 'application/json': { schema: jsonSchema(answer, 'output') } };
  const headers = idempotencyField === undefined ? {} : { headers: { [replayedHeader]: { description: 'true: this answer was given before, and nothing happened this time.', schema: { type: 'string', enum: ['true'] } } } };
  return { [status]: { description: 'Answered', ...headers, content } };
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'remedy', 'retryable'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    detail: { type: 'string' },
    remedy: { type: 'string' },
    retryable: { type: 'boolean' },
    retryAfterMs: { type: 'number' },
    errors: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
    price: { type: 'object', description: 'Of price-changed: what it costs now, in minor units', properties: { amount: { type: 'string' }, unit: { type: 'string' } } },
    instance: { type: 'string' },
  },
};
