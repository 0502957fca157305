import { isProblem, problems, type ProblemCode, SoraError } from '@sora/core';
import type { FastifyError, FastifyReply } from 'fastify';

/** RFC 9457 problem details, with SORA's stable `code` and what the reader can do. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Of `price-changed`: what it costs now. Sent back as the expected price, it is agreed. */
  readonly price?: { readonly amount: string; readonly unit: string };
  /** Names the request in the log. */
  readonly instance?: string;
}

const byFastifyCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_CP_ERR_INVALID_CONTENT_ENCODING: 'unsupported-media-type',
};

/** Whatever was thrown, as a SoraError; what nobody foresaw becomes `internal` and keeps its cause for the log. */
export function asSoraError(error: unknown): SoraError {
  if (error instanceof SoraError) return error;
  if (error instanceof Error && 'problem' in error && typeof error.problem === 'string' && error.problem in problems) {
    return new SoraError(error.problem as ProblemCode, { detail: error.message, cause: error });
  }
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : byFastifyCode[code];
  if (known !== undefined) return new SoraError(known, { cause: error });
  if (statusCode === 413) return new SoraError('body-too-large', { cause: error });
  if (statusCode === 415) return new SoraError('unsupported-media-type', { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new SoraError('malformed-body', { detail: (error as Error).message, cause: error });
  return new SoraError('internal', { cause: error });
}

/** @param requestId absent where what came was no request */
export function problemDetails(error: SoraError, requestId?: string): ProblemDetails {
  const kind = problems[error.problem];
  const retryAfterMs = error.retryAfterMs ?? (kind.retryable && kind.status !== 500 ? 5_000 : undefined);
  return {
    type: `urn:sora:problem:${error.problem}`,
    title: kind.title,
    status: kind.status,
    code: error.problem,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    remedy: kind.remedy,
    retryable: kind.retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...(error.price === undefined ? {} : { price: error.price }),
    ...(requestId === undefined ? {} : { instance: `urn:sora:request:${requestId}` }),
  };
}

/** Sends the problem; a retryable one carries Retry-After, a 401 the way to come in. */
export function sendProblem(reply: FastifyReply, error: SoraError): FastifyReply {
  const details = problemDetails(error, reply.request.id);
  if (details.retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(details.retryAfterMs / 1000));
  if (isProblem(error, 'unauthenticated')) void reply.header('www-authenticate', 'Bearer realm="sora"');
  return reply.code(details.status).type('application/problem+json').send(JSON.stringify(details));
}
