import { SoraError } from '@sora/core';

/** Where a SORA server is, and who calls it. */
export interface Server {
  readonly base: URL;
  readonly serviceKey: string;
  /** Time limit of one request. */
  readonly timeoutMs: number;
}

/** @throws {SoraError} `not-configured` when the url is not an address */
export function serverOf({ url, ...rest }: Omit<Server, 'base'> & { readonly url: string }): Server {
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw new SoraError('not-configured', { detail: `SORA_URL is not an address that starts with http: or https:, but "${url}".` });
  return { ...rest, base: new URL(url) };
}

export type PostOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Undefined when it is no JSON object, and so not from SORA. */
      readonly body: object | undefined;
      /** What the header Retry-After asks for; proxies send it too. */
      readonly retryAfterMs: number | undefined;
    }
  /** Nobody knows if it arrived. */
  | { readonly kind: 'unanswered'; readonly reason: string };

export interface Post {
  readonly path: string;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request. Whatever happens becomes an outcome. */
export async function postJson({ base, serviceKey, timeoutMs }: Server, { path, body, headers }: Post): Promise<PostOutcome> {
  try {
    const response = await fetch(new URL(path, base), {
      method: 'POST',
      headers: { authorization: `Bearer ${serviceKey}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { kind: 'answered', status: response.status, body: parseObject(await response.text()), retryAfterMs: secondsAsMs(response.headers.get('retry-after')) };
  } catch (error) {
    return { kind: 'unanswered', reason: `${base.origin} does not answer: ${reasonOf(error)}` };
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function secondsAsMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}

/** `fetch` says "fetch failed" and keeps what happened in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
  return error.message;
}
