import type { AiOrigin, Chat, ChatKind, Entry } from '@sora/core';

/** What `entry_json` answers. */
export interface EntryRow {
  readonly tenant: string;
  readonly chat: string;
  readonly seq: number;
  readonly userId: string;
  readonly install: string;
  readonly installSeq: number;
  readonly kind: Entry['kind'];
  readonly target: number | null;
  readonly version: number;
  readonly text: string | null;
  readonly salt: string | null;
  readonly contentDigest: string | null;
  readonly paymentKey: string | null;
  readonly ai: AiRow | null;
  readonly digest: string;
  readonly atMs: number;
}

/** What an AI reply was made with, as JSON: its cost is a string, since numbers there are not wide enough for money. */
type AiRow = Omit<AiOrigin, 'costMinor'> & { readonly costMinor: string };

export function entryOf({ text, salt, ai, target, contentDigest, paymentKey, ...row }: EntryRow): Entry {
  return {
    ...row,
    target: target ?? undefined,
    content: text === null || salt === null ? undefined : { text, salt },
    contentDigest: contentDigest ?? undefined,
    paymentKey: paymentKey ?? undefined,
    ai: ai === null ? undefined : { ...ai, costMinor: BigInt(ai.costMinor) },
  };
}

export function aiJson(ai: AiOrigin | undefined): string | undefined {
  return ai && JSON.stringify({ ...ai, costMinor: `${ai.costMinor}` } satisfies AiRow);
}

export interface ChatRow {
  readonly tenant: string;
  readonly chat: string;
  readonly kind: ChatKind;
  readonly last_seq: string;
  readonly digest: string;
  readonly messages: string;
  readonly slow_mode_ms: number;
  readonly closed: boolean;
  readonly created_at_ms: number;
}

/** What `ChatRow` names, of a chat that the statement calls `c`. */
export const chatColumns = `
  c.tenant, c.chat, c.kind, c.last_seq, encode(c.digest, 'hex') as digest, c.messages, c.slow_mode_ms, c.closed, epoch_ms(c.created_at)::float8 as created_at_ms`;

export function chatOf(row: ChatRow): Chat {
  return {
    tenant: row.tenant, id: row.chat, kind: row.kind, lastSeq: Number(row.last_seq), digest: row.digest, messages: Number(row.messages),
    slowModeMs: row.slow_mode_ms, isClosed: row.closed, createdAtMs: row.created_at_ms,
  };
}
