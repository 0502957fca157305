import { type Principal, SoraError } from '@sora/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from './endpoint.ts';
import { queryReader } from './read-query.ts';
import type { Services } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once the doors have let the request in. */
    principal?: Principal | undefined;
  }
  interface FastifyContextConfig {
    /** Name of the endpoint that answers here. */
    readonly endpoint?: string;
  }
}

/** Serves one catalog entry on its name and its aliases, and answers other methods with 405. */
export function addEndpoint(app: FastifyInstance, endpoint: Endpoint, services: Services): void {
  const { doors, limits } = services;
  const methods = [...endpoint.methods];
  const readQuery = queryReader(endpoint.input);
  for (const url of pathsOf(endpoint)) {
    app.route({
      url,
      method: methods,
      config: { endpoint: endpoint.name },
      // Before the body is read: a stranger cannot make us parse anything.
      onRequest: async (request) => {
        if (endpoint.access.kind !== 'public') limits.beforeEntry(request);
        request.principal = await limits.countingFailures(request, () => doors(request, endpoint.access));
        limits.afterEntry(request, request.principal);
      },
      handler: (request, reply) => answer(endpoint, services, { request, reply, given: isRead(request) ? readQuery(request.query) : request.body }),
    });
    answerOtherMethods(app, url, methods);
  }
}

function answerOtherMethods(app: FastifyInstance, url: string, methods: readonly string[]): void {
  const taken = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((method) => !taken.includes(method));
  const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
    void reply.header('allow', [...taken, 'OPTIONS'].join(', '));
    if (request.method === 'OPTIONS') return reply.code(204).send();
    throw new SoraError('method-not-allowed', { detail: `${request.method} is not taken here; ${methods.join(' or ')} is.` });
  };
  // Already at the door, so that no body is read for it.
  app.route({ url, method: others, onRequest: refuse, handler: refuse });
}

export function pathsOf(endpoint: Pick<Endpoint, 'name' | 'aliases'>): readonly string[] {
  return [`/${endpoint.name}`, ...(endpoint.aliases ?? [])];
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** From the query string or the body. */
  readonly given: unknown;
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function answer(endpoint: Endpoint, services: Services, { request, reply, given }: Asked): Promise<unknown> {
  const call = { input: validInput(endpoint, given), principal: request.principal, request, reply };
  const result = await endpoint.handle(call, services);
  if (endpoint.output === undefined) return result;
  void reply.code(endpoint.status ?? 200);
  return endpoint.status === 204 ? reply.send() : reply.send(result);
}

function validInput(endpoint: Endpoint, given: unknown): unknown {
  if (endpoint.rawBody === true) return undefined;
  const parsed = endpoint.input.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new SoraError('bad-request', { detail: errors.map((error) => (error.path === '' ? error.message : `${error.path}: ${error.message}`)).join(' '), errors });
}
