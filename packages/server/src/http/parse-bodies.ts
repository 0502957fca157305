import { SoraError } from '@sora/core';
import type { FastifyInstance } from 'fastify';

/**
 * Bodies are JSON under any content type, so that a plain `curl -d` works; protobuf stays bytes.
 * A page of another site can send such a body too: the doors ask for our own Origin wherever a cookie counts.
 */
export function parseBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-protobuf', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined);
    parseJson(request, String(body), (cause, value) => {
      if (cause === null) return done(null, value);
      const sent = request.headers['content-type'] ?? 'no content-type';
      done(new SoraError('malformed-body', { detail: `The body (${sent}) is not JSON that can be taken: ${cause.message}`, cause }));
    });
  });
}
