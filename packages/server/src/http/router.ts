import { type Principal, SoraError } from '@sora/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from './endpoint.ts';
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
  for (const url of pathsOf(endpoint)) {
    app.route({
      url,
      method: methods,
      config: { endpoint: endpoint.name },
      // Before the body is read: a stranger cannot make us parse anything.
      onRequest: async (request) => {
        await limits.beforeEntry(request);
        request.principal = await limits.countingFailures(request, () => doors(request, endpoint.access));
        await limits.afterEntry(request, request.principal);
      },
      handler: (request, reply) => answer(endpoint, services, { request, reply }),
    });
    const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => !methods.some((taken) => taken === method));
    app.route({
      url,
      method: others,
      handler: async (request, reply) => {
        void reply.header('allow', methods.join(', '));
        throw new SoraError('method-not-allowed', { detail: `${request.method} is not taken here; ${methods.join(' or ')} is.` });
      },
    });
  }
}

export function pathsOf(endpoint: Pick<Endpoint, 'name' | 'aliases'>): readonly string[] {
  return [`/${endpoint.name}`, ...(endpoint.aliases ?? [])];
}

async function answer(endpoint: Endpoint, services: Services, { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }): Promise<unknown> {
  const call = { input: validInput(endpoint, request), principal: request.principal, request, reply };
  const result = await endpoint.handle(call, services);
  if (endpoint.output === undefined) return result;
  void reply.code(endpoint.status ?? 200);
  return endpoint.status === 204 ? reply.send() : reply.send(result);
}

function validInput(endpoint: Endpoint, request: FastifyRequest): unknown {
  if (endpoint.rawBody === true) return undefined;
  const parsed = endpoint.input.safeParse((request.method === 'GET' ? request.query : request.body) ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new SoraError('bad-request', { detail: errors.map((error) => (error.path === '' ? error.message : `${error.path}: ${error.message}`)).join(' '), errors });
}
