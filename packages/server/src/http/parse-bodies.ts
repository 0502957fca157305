import { SoraError } from '@sora/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Bodies are JSON under any content type, so that a plain `curl -d` works; protobuf stays bytes.
 * A page of another site can send such a body too: the doors ask for our own Origin wherever a cookie counts.
 */
export function parseBodies(app: FastifyInstance): void {
  app.addHook('onRequest', ({ headers }, _reply, done) => {
    const encoding = headers['content-encoding'];
    // Case does not matter in it, but to the decompression that comes next.
    if (encoding !== undefined) headers['content-encoding'] = encoding.toLowerCase();
    done();
  });
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-protobuf', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.keepsBytes === true && typeof body !== 'string') request.bytes = body;
    if (body.length === 0) return done(null, undefined);
    const text = decoded(body);
    if (text === undefined) return done(malformed(request, 'it is not UTF-8'));
    void parseJson(request, text, (cause, value) => {
      if (cause === null) done(null, value);
      else done(malformed(request, cause.message, cause));
    });
  });
}

/** Strict, since a body with U+FFFD for what nobody could read would be taken without a word. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(body: string | Buffer): string | undefined {
  try {
    return typeof body === 'string' ? body : utf8.decode(body);
  } catch {
    return undefined;
  }
}

function malformed(request: FastifyRequest, reason: string, cause?: Error): SoraError {
  const sent = request.headers['content-type'] ?? 'no content-type';
  return new SoraError('malformed-body', { detail: `The body (${sent}) is not JSON that can be taken: ${reason}`, cause });
}
