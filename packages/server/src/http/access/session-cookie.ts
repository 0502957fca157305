import type { FastifyReply, FastifyRequest } from 'fastify';

const name = 'sora_session';
/** An engineer's day, with some of the night. */
export const sessionValidMs = 16 * 60 * 60_000;

export function readSessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[name];
}

/** HttpOnly: no script reads it. SameSite=Strict: no other site's page sends it. Secure wherever the browser came by TLS. */
export function setSessionCookie(reply: FastifyReply, secret: string): void {
  void reply.setCookie(name, secret, { ...attributes(reply), maxAge: sessionValidMs / 1000 });
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.clearCookie(name, attributes(reply));
}

function attributes(reply: FastifyReply) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: reply.request.protocol === 'https' } as const;
}
