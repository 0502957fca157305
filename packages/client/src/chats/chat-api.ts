import type { LogMark, SeqRange } from '@sora/core';
import type { Call } from '../session/interactive-call.ts';

export interface ChatPage {
  readonly tenant: string;
  readonly lastSeq: number;
  readonly entries: readonly unknown[];
}

export type Asked<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** For good: there is no such chat, or the user is not in it. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unavailable' };

/** What repairing a chat's copy asks of the server. */
export interface ChatApi {
  /** The digest at a number, or at the end; `unknown-message` is refused for a number past the end. */
  digest(chatId: string, atSeq?: number): Promise<Asked<LogMark>>;
  /** At most 500 entries, from the first of the range on. */
  page(chatId: string, range: SeqRange): Promise<Asked<ChatPage>>;
}

export function chatApi(call: Call): ChatApi {
  const ask = async <T>(path: string, read: (body: Readonly<Record<string, unknown>>) => T | undefined): Promise<Asked<T>> => {
    const verdict = await call({ method: 'GET', path });
    if (verdict.kind === 'refused') return { kind: 'refused', code: verdict.code };
    const value = verdict.kind === 'ok' ? read(verdict.body) : undefined;
    return value === undefined ? { kind: 'unavailable' } : { kind: 'answered', value };
  };
  return {
    digest: (chatId, atSeq) => ask(`/v1/chats/${chatId}/digest${atSeq === undefined ? '' : `?at=${atSeq}`}`, ({ seq, digest }) => (typeof seq === 'number' && typeof digest === 'string' ? { seq, digest } : undefined)),
    page: (chatId, { fromSeq, toSeq }) =>
      ask(`/v1/chats/${chatId}/messages?from=${fromSeq}&to=${toSeq}&limit=500`, ({ tenant, lastSeq, entries }) =>
        typeof tenant === 'string' && typeof lastSeq === 'number' && Array.isArray(entries) ? { tenant, lastSeq, entries } : undefined),
  };
}
