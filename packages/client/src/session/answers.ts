import type { TransportAnswer } from '../ports/transport.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields, or undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

export type Verdict =
  | { readonly kind: 'ok'; readonly body: Fields }
  /** For good, by our server's own word. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly detail: string; readonly body: Fields }
  | { readonly kind: 'unauthenticated' }
  /** Not now: no answer, an answer that is not our server's, or one that says so. */
  | { readonly kind: 'later'; readonly retryAfterMs: number | undefined };

/** Statuses after which the same may succeed later: RFC 9110, 6585 and 8470. */
const later = [408, 425, 429];

/** What an answer means for who asked. A refusal without our `code` comes from something in between, such as a captive portal: it decides nothing. */
export function judgeAnswer(answer: TransportAnswer): Verdict {
  if (answer.kind === 'unanswered') return { kind: 'later', retryAfterMs: undefined };
  const { status, retryAfterMs } = answer;
  const body = fieldsOf(answer.body);
  if (body !== undefined && status >= 200 && status < 300) return { kind: 'ok', body };
  const { code, title, detail = title } = body ?? {};
  if (status >= 500 || later.indexOf(status) >= 0 || typeof code !== 'string') return { kind: 'later', retryAfterMs };
  if (status === 401) return { kind: 'unauthenticated' };
  return { kind: 'refused', status, code, detail: typeof detail === 'string' ? detail : code, body: body ?? {} };
}
