import { type Principal, SoraError } from '@sora/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerPreflight, isForApps, shareWithApp } from './app-origins.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { methodsByPath, pathsOf } from './endpoint-paths.ts';
import { inputReader } from './read-input.ts';
import type { Services } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once the doors have let the request in. */
    principal?: Principal | undefined;
    /** The body as it came, where the endpoint takes it raw: a signature is over these. */
    bytes?: Buffer;
  }
  interface FastifyContextConfig {
    /** Name of the endpoint that answers here. */
    readonly endpoint?: string;
    readonly isCrowded?: boolean;
    readonly keepsBytes?: boolean;
  }
}

/** Serves the catalog: each entry on its name and its aliases. Other methods of these paths are answered with 405. */
export function addEndpoints(app: FastifyInstance, endpoints: readonly Endpoint[], services: Services): void {
  const there = endpoints.filter(({ isThere }) => isThere?.(services) !== false);
  for (const endpoint of there) addEndpoint(app, endpoint, services);
  const forApps = methodsByPath(there.filter(isForApps));
  const origins = services.settings.SORA_APP_ORIGINS;
  for (const [url, methods] of methodsByPath(there)) answerOtherMethods(app, { url, methods, forApps: forApps.get(url) ?? [], origins });
}

function addEndpoint(app: FastifyInstance, endpoint: Endpoint, services: Services): void {
  const { doors, limits, settings: { SORA_APP_ORIGINS: origins } } = services;
  const isShared = isForApps(endpoint);
  const methods = [...endpoint.methods];
  const readInput = inputReader(endpoint);
  for (const url of pathsOf(endpoint)) {
    app.route({
      url,
      method: methods,
      config: { endpoint: endpoint.name, isCrowded: endpoint.isCrowded === true, keepsBytes: endpoint.rawBody === true },
      // Before the body is read: a stranger cannot make us parse anything.
      onRequest: async (request, reply) => {
        if (isShared) shareWithApp(request, reply, origins);
        if (endpoint.access.kind !== 'public') limits.beforeEntry(request);
        request.principal = await limits.countingFailures(request, () => doors(request, endpoint.access));
        limits.afterEntry(request, request.principal);
      },
      handler: (request, reply) => answer(endpoint, services, { input: readInput(request), principal: request.principal, request, reply }),
    });
  }
}

interface Path {
  readonly url: string;
  readonly methods: readonly string[];
  /** Those of them that pages of the app may call. */
  readonly forApps: readonly string[];
  readonly origins: readonly string[];
}

function answerOtherMethods(app: FastifyInstance, { url, methods, forApps, origins }: Path): void {
  const taken = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((method) => !taken.includes(method));
  const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
    void reply.header('allow', [...taken, 'OPTIONS'].join(', '));
    if (forApps.length > 0) answerPreflight(request, reply, { methods: forApps, origins });
    if (request.method === 'OPTIONS') return reply.code(204).send();
    throw new SoraError('method-not-allowed', { detail: `${request.method} is not taken here; ${methods.join(' or ')} is.` });
  };
  // Already at the door, so that no body is read for it.
  app.route({ url, method: others, onRequest: refuse, handler: refuse });
}

async function answer(endpoint: Endpoint, services: Services, call: Call<unknown>): Promise<unknown> {
  const result = await endpoint.handle(call, services);
  if (endpoint.output === undefined) return result;
  const { reply } = call;
  void reply.code(endpoint.status ?? 200);
  return endpoint.status === 204 ? reply.send() : reply.send(result);
}
