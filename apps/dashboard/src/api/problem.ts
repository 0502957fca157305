/** Why a question got no answer: a refusal of the server (problem details, RFC 9457), or no server at all. */
export interface Problem {
  readonly code: string;
  /** 0 when nothing answered. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

export const unreachable: Problem = {
  code: 'unreachable', status: 0, title: 'SORA does not answer', retryable: true,
  remedy: 'See if the server is running. This page keeps trying.',
};

export const unauthenticated: Problem = { code: 'unauthenticated', status: 401, title: 'Your session has ended', retryable: false };

/** Reads a refusal; whatever a proxy answers in its place becomes a problem too. */
export function toProblem(status: number, body: unknown): Problem {
  const said: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  return {
    code: text(said['code']) ?? `http-${status}`,
    status,
    title: text(said['title']) ?? `The server answered with status ${status}`,
    retryable: typeof said['retryable'] === 'boolean' ? said['retryable'] : status >= 500,
    ...present('detail', text(said['detail'])),
    ...present('remedy', text(said['remedy'])),
    ...present('retryAfterMs', typeof said['retryAfterMs'] === 'number' ? said['retryAfterMs'] : undefined),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
