import { type AccessRule, problems } from '@sora/core';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { pathsOf } from './router.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of these endpoints, made from the very schemas that check their input. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): Json {
  const paths = endpoints.flatMap((endpoint) => pathsOf(endpoint).map((path, index) => [path, operations(endpoint, index)] as const));
  return {
    openapi: '3.1.0',
    info: { title: 'SORA', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths: Object.fromEntries(paths.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'sora_session' } },
      schemas: { Problem: problemSchema },
    },
  };
}

/** @param alias 0 for the endpoint's name, from 1 for its aliases: operation ids are unique */
function operations(endpoint: Endpoint, alias: number): Json {
  return Object.fromEntries(
    endpoint.methods.map((method) => [
      method.toLowerCase(),
      {
        operationId: [endpoint.name, ...(endpoint.methods.length > 1 ? [method.toLowerCase()] : []), ...(alias > 0 ? [String(alias)] : [])].join('_'),
        summary: endpoint.summary,
        security: security(endpoint.access),
        ...input(endpoint, method),
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

function input({ input: schema, rawBody }: Endpoint, method: string): Json {
  const json = jsonSchema(schema, 'input');
  if (method === 'POST') return { requestBody: { content: { 'application/json': { schema: json }, ...(rawBody === true ? { 'application/x-protobuf': {} } : {}) } } };
  const parameters = Object.entries(json.properties ?? {}).map(([name, schema]) => ({ name, in: 'query', required: json.required?.includes(name) ?? false, schema }));
  return parameters.length === 0 ? {} : { parameters };
}

/** Without its dialect, which is the one of the whole document. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

function success({ output, status = 200, produces }: Endpoint): Json {
  if (status === 204) return { 204: { description: 'Done' } };
  const content = output === undefined ? { [produces ?? 'application/json']: {} } : { 'application/json': { schema: jsonSchema(output, 'output') } };
  return { [status]: { description: 'Answered', content } };
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
    instance: { type: 'string' },
  },
};
