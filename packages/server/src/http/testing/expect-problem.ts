import { type ProblemCode, problems } from '@sora/core';
import { expect } from 'vitest';
import type { ProblemDetails } from '../problem.ts';

/** An answer, however it was asked for. */
export interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asserts that this is the problem of this code, whole, with nothing of our insides in it; answers its details. */
export function expectProblem({ statusCode, headers, body }: Answered, code: ProblemCode): ProblemDetails {
  expect([statusCode, headers['content-type'], body.slice(0, 300)]).toEqual([problems[code].status, expect.stringMatching(/^application\/problem\+json(; charset=utf-8)?$/), expect.stringContaining(`"code":"${code}"`)]);
  const { status, retryable, title, remedy } = problems[code];
  const details = JSON.parse(body) as ProblemDetails;
  expect(details).toMatchObject({ type: `urn:sora:problem:${code}`, title, status, code, remedy, retryable });
  expect(headers['retry-after']).toBe(details.retryAfterMs === undefined ? undefined : String(Math.ceil(details.retryAfterMs / 1000)));
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("default-src 'none'") });
  expect(body).not.toMatch(/node_modules|\.[jt]s:\d|\\n +at |FST_|ERR_/);
  return details;
}

/** The same of an answer that came over the network. */
export async function answered(response: Response): Promise<Answered> {
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
