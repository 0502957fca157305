import { setImmediate as aTurn } from 'node:timers/promises';
import type { Queryable } from '../query.ts';

/** The channel of NOTIFY on which servers hear that chats have grown. */
export const chatChannel = 'sora_chat';

/** How far a chat has come. */
export interface ChatHead {
  readonly tenant: string;
  readonly chat: string;
  readonly lastSeq: number;
}

/** Tells other servers which chats have grown, so that they need not ask. Nothing rests on it: whoever heard nothing asks `headsPast`. */
export interface ChatAnnouncer {
  announce(heads: readonly ChatHead[]): void;
  /** Until everything was told, or could not be. */
  settle(): Promise<void>;
}

/** Beyond this many chats the rest is left to those who ask. */
const maxWaiting = 10_000;
/** PostgreSQL takes less than 8000 bytes; the rest is for the last head of a payload. */
const payloadBytes = 7_000;

export const announceSql = `select pg_notify('${chatChannel}', payload) from unnest($1::text[]) as payload`;

/**
 * After the commit and not in it: a transaction that notifies holds a lock of the whole database while its commit is being written to disk,
 * so that no two of them could commit together. One statement at a time; what comes meanwhile goes with the next, only the latest of a chat.
 */
export function chatAnnouncer(db: Queryable): ChatAnnouncer {
  let waiting = new Map<string, ChatHead>();
  let underWay: Promise<void> | undefined;

  async function tell(): Promise<void> {
    // What one batch wrote is announced together: its senders are told one by one, within this turn.
    await aTurn();
    while (waiting.size > 0) {
      const heads = [...waiting.values()];
      waiting = new Map();
      await db.query({ name: 'chat_announce', text: announceSql, values: [payloadsOf(heads)] }).catch(() => undefined);
    }
    underWay = undefined;
  }

  return {
    announce(heads) {
      for (const head of heads) if (waiting.size < maxWaiting) keepLatest(waiting, head);
      if (waiting.size > 0) underWay ??= tell();
    },
    settle: async () => { await underWay; },
  };
}

/** What a payload says. */
export function announcedHeads(payload: string): readonly ChatHead[] {
  return JSON.parse(payload) as readonly ChatHead[];
}

function keepLatest(waiting: Map<string, ChatHead>, head: ChatHead): void {
  const key = `${head.chat} ${head.tenant}`;
  if ((waiting.get(key)?.lastSeq ?? 0) < head.lastSeq) waiting.set(key, head);
}

function payloadsOf(heads: readonly ChatHead[]): readonly string[] {
  const payloads: string[][] = [];
  let left = 0;
  for (const { tenant, chat, lastSeq } of heads) {
    const text = JSON.stringify({ tenant, chat, lastSeq });
    if (text.length > left) {
      payloads.push([]);
      left = payloadBytes;
    }
    payloads.at(-1)?.push(text);
    left -= text.length + 1;
  }
  return payloads.map((payload) => `[${payload.join(',')}]`);
}
