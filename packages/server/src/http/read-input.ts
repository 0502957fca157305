import type { FastifyRequest } from 'fastify';
import { badRequest } from './bad-request.ts';
import type { Endpoint } from './endpoint.ts';
import { queryReader } from './read-query.ts';

/** What a request asks of this endpoint, checked by its schema. @throws {SoraError} `bad-request` naming every wrong field */
export function inputReader({ input, rawBody }: Pick<Endpoint, 'input' | 'rawBody'>): (request: FastifyRequest) => unknown {
  const readQuery = queryReader(input);
  return (request) => {
    if (rawBody === true) return undefined;
    const given = isRead(request) ? readQuery(request.query) : request.body;
    const parsed = input.safeParse(withParameters(given ?? {}, request.params));
    if (parsed.success) return parsed.data;
    throw badRequest(parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })));
  };
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Parameters of the path are fields like others; one that the body or query gives too has to say the same. */
function withParameters(given: unknown, params: unknown): unknown {
  const parameters = Object.entries(params ?? {});
  if (parameters.length === 0 || !isObject(given)) return given;
  const errors = parameters.filter(([name, value]) => Object.hasOwn(given, name) && given[name] !== value).map(([path]) => ({ path, message: 'It says something else than the address.' }));
  if (errors.length > 0) throw badRequest(errors);
  return { ...given, ...Object.fromEntries(parameters) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
