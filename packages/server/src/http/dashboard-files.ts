import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { SoraError } from '@sora/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type HostPolicy, isKnownHost } from './access/host-guard.ts';

const notBuilt = 'The dashboard is not built yet. In the repository, "npm start" builds it; or run: node tools/build-dashboard.mjs\n';

/** Serves the built page to known hosts. It holds no data: everything it shows comes through the endpoints' doors. */
export async function serveDashboard(app: FastifyInstance, folder: string | undefined, hosts: () => HostPolicy): Promise<void> {
  const onRequest = async (request: FastifyRequest) => {
    if (!isKnownHost(request.host, hosts())) throw new SoraError('host-refused', { detail: `"${request.host}" is not a name of this server.` });
  };
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) {
    app.get('/', { onRequest }, async (_request, reply) => reply.type('text/plain; charset=utf-8').send(notBuilt));
    return;
  }
  await app.register(async (pages) => {
    pages.addHook('onRequest', onRequest);
    await pages.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      // What lies in assets/ carries a hash of its content in its name; the rest must be asked for again.
      setHeaders: (reply, path) => reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache'),
    });
  });
}
