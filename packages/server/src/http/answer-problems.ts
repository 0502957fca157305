import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SoraError } from '@sora/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asSoraError, problemDetails, sendProblem } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** Everything that a route throws, and every address without one, becomes problem details. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const known = asSoraError(error);
    if (known.problem === 'internal') request.log.error({ reqId: request.id, err: error }, 'failed');
    return sendProblem(reply, known);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, notFound(request)));
  // Before a body is read: nobody makes us parse something for an address that is not there.
  app.addHook('onRequest', (request, _reply, done) => done(request.is404 ? notFound(request) : undefined));
}

function notFound(request: FastifyRequest): SoraError {
  return new SoraError('not-found', { detail: `${request.method} ${request.url.split('?')[0]}` });
}

/** For an address that cannot be decoded, or that names something too long; no hook has run for it. */
export function answerBadAddress({ code }: Error & { readonly code?: string }, _request: FastifyRequest, reply: FastifyReply): void {
  const message = code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'A part of this address is too long.' : 'This address is not validly percent-encoded.';
  sendProblem(reply.headers(securityHeaders), badRequest('url', message));
}

/** For what does not even become a request. Answers on the bare socket, then hangs up: nobody knows where the next request would begin. */
export function answerBadConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const details = problemDetails(unreadable(error.code));
  const body = JSON.stringify(details);
  const headers = { ...securityHeaders, 'content-type': 'application/problem+json', 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${details.status} ${STATUS_CODES[details.status]}\r\n${head.join('')}\r\n${body}`);
}

function unreadable(code: string | undefined): SoraError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return badRequest('headers', 'The headers take more than 16 KB.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new SoraError('malformed-body', { detail: 'The request did not arrive whole in time.' });
    default:
      return badRequest('request', 'This is not HTTP that can be read.');
  }
}

function badRequest(path: string, message: string): SoraError {
  return new SoraError('bad-request', { detail: message, errors: [{ path, message }] });
}
