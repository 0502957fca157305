import { toProblem, unreachable, type Problem } from './problem.ts';

export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'problem'; readonly problem: Problem };

export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** For what takes the server its time. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 15_000;

/**
 * Asks the server that served this page; the cookie goes along. Never throws: silence and refusals are answers too.
 * The type is the contract that the server keeps for its own version of the page.
 */
export async function ask<T>(path: string, question: Question = {}): Promise<Answer<T>> {
  try {
    const response = await fetch(path, requestInit(question));
    if (!response.ok) return { kind: 'problem', problem: toProblem(response.status, await jsonOf(response)) };
    const value = response.status === 204 ? undefined : await response.json();
    return { kind: 'ok', value: value as T };
  } catch {
    return { kind: 'problem', problem: unreachable };
  }
}

function requestInit({ method = 'GET', body, signal, patienceMs = usualPatienceMs }: Question): RequestInit {
  const timeout = AbortSignal.timeout(patienceMs);
  return {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
