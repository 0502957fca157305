import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from './endpoint.ts';

/** How long a browser may go by a preflight, in seconds: Chromium's longest. */
const preflightSeconds = 7_200;

/**
 * If pages of an app may call it from their own origin: what the credential of a user or of an installed app opens, and what such a page begins
 * with. A credential is sent by the page itself, never by the browser on its own, so that no other page gains by it.
 */
export function isForApps({ access, isForApps: isSaid }: Pick<Endpoint, 'access' | 'isForApps'>): boolean {
  return isSaid === true || access.kind === 'user' || access.kind === 'user-or-service' || access.kind === 'ingest';
}

/** Lets the page that asks read the answer, a refusal too, if its origin is one of the app's. @see Fetch Standard, "CORS protocol" */
export function shareWithApp({ headers: { origin } }: FastifyRequest, reply: FastifyReply, origins: readonly string[]): void {
  if (origins.length === 0) return;
  void reply.header('vary', 'Origin');
  if (origin !== undefined && origins.includes(origin)) void reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after' });
}

/** Answers the browser's question if the page may send such a request. @param methods what this path takes from apps */
export function answerPreflight(request: FastifyRequest, reply: FastifyReply, { methods, origins }: { readonly methods: readonly string[]; readonly origins: readonly string[] }): void {
  shareWithApp(request, reply, origins);
  if (!reply.hasHeader('access-control-allow-origin')) return;
  void reply.headers({
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'authorization, content-type, idempotency-key',
    'access-control-max-age': preflightSeconds,
  });
}
