import { SoraError } from '@sora/core';
import type { FastifyRequest } from 'fastify';
import { badRequest } from './bad-request.ts';

/** Field of the body that carries the key where a header is unhandy. */
export type IdempotencyField = 'idempotencyKey' | 'operationId';

export const idempotencyHeader = 'Idempotency-Key';
/** Said with `true` when the answer was given before and nothing happened this time. */
export const replayedHeader = 'Idempotent-Replayed';

/** 1 to 200 visible ASCII characters; those that begin with `sora:` are ours. */
export const idempotencyKeyPattern = /^(?!sora:)[\x21-\x7e]{1,200}$/;

/**
 * The key of a request: from its header, or from its body.
 * @throws {SoraError} `idempotency-key-missing`; `bad-request` for a key that cannot be one, and for two that differ
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export function readIdempotencyKey({ headers, body }: Pick<FastifyRequest, 'headers' | 'body'>, field: IdempotencyField): string {
  const fromHeader = headers[idempotencyHeader.toLowerCase()];
  const fromBody = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>)[field] : undefined;
  const [path, key] = fromHeader === undefined ? [field, fromBody] : [idempotencyHeader, fromHeader];
  if (key === undefined) throw new SoraError('idempotency-key-missing');
  if (fromBody !== undefined && fromBody !== key) throw badRequest([{ path: field, message: `It says something else than the ${idempotencyHeader} header.` }]);
  if (typeof key === 'string' && idempotencyKeyPattern.test(key)) return key;
  throw badRequest([{ path, message: 'A key is 1 to 200 visible ASCII characters, and does not begin with "sora:".' }]);
}
