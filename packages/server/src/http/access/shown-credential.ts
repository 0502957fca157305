import { parseToken, type Token } from '@sora/core';
import type { FastifyRequest } from 'fastify';
import { secretDigest } from './secrets.ts';
import { readSessionCookie } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Read once, by `shownCredential`. */
    shown?: ShownCredential;
  }
}

/** What a request shows of who asks, before anyone has checked it. */
export type ShownCredential = ShownToken | { readonly kind: 'session'; readonly digest: string };

export interface ShownToken {
  readonly kind: 'token';
  /** Undefined for what cannot be one. */
  readonly token: Token | undefined;
  /** Of the token's secret. */
  readonly digest: string;
}

/** A bearer token wins over a cookie. Hashed once for all who ask: limits, doors, and a stream that asks again while it is open. */
export function shownCredential(request: FastifyRequest): ShownCredential | undefined {
  if (request.shown !== undefined) return request.shown;
  const shown = readCredential(request);
  if (shown !== undefined) request.shown = shown;
  return shown;
}

function readCredential(request: FastifyRequest): ShownCredential | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return shownBefore(request.raw.socket, authorization);
  const session = readSessionCookie(request);
  return session === undefined ? undefined : { kind: 'session', digest: secretDigest(session) };
}

/** The last of each open connection, which mostly shows the same again: a busy server need not hash it for each request. */
const lastShown = new WeakMap<object, { readonly authorization: string; readonly shown: ShownToken }>();

function shownBefore(connection: object, authorization: string): ShownToken {
  const last = lastShown.get(connection);
  if (last?.authorization === authorization) return last.shown;
  const shown = shownToken(/^bearer ([^ ]+)$/i.exec(authorization)?.[1] ?? '');
  lastShown.set(connection, { authorization, shown });
  return shown;
}

export function shownToken(text: string): ShownToken {
  const token = parseToken(text);
  return { kind: 'token', token, digest: secretDigest(token?.secret ?? text) };
}
