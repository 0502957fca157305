import type { Transport, TransportAnswer, TransportRequest } from '@sora/client';
import type { Entry, Random } from '@sora/core';

/** A server of one user in this process: enough of it to take what an outbox sends, and to lose requests and answers. */
export interface MemoryServer {
  readonly transport: Transport;
  readonly entries: readonly Entry[];
  /** Keys of what was paid for messages. */
  readonly payments: readonly string[];
}

export interface MemoryServerParts {
  readonly userId: string;
  readonly random: Random;
  readonly lost: { readonly requests: number; readonly answers: number };
}

interface Sent {
  readonly install: string;
  readonly installSeq: number;
  readonly text?: string;
  readonly price?: object;
}

const unanswered: TransportAnswer = { kind: 'unanswered', reason: 'network' };
const answered = (body: object): TransportAnswer => ({ kind: 'answered', status: 200, body, retryAfterMs: undefined });

export function memoryServer({ userId, random, lost }: MemoryServerParts): MemoryServer {
  const entries: Entry[] = [];
  const payments: string[] = [];
  const take = ({ path, body }: TransportRequest): TransportAnswer => {
    if (path === '/v1/sessions') return answered({ token: 'token', userId, expiresAtMs: 4e12 });
    const [, chat = '', target, kind = 'message'] = /^\/v1\/chats\/([^/]+)\/messages(?:\/(\d+)\/(edit|delete))?$/.exec(path) ?? [];
    if (chat === '') return answered({});
    const entry = entries.find((each) => isSame(each, chat, body as Sent)) ?? entryOf({ userId, chat, seq: entries.filter((each) => each.chat === chat).length + 1, kind: kind as Entry['kind'], target: target === undefined ? undefined : Number(target) }, body as Sent);
    if (!entries.includes(entry)) {
      entries.push(entry);
      if (entry.paymentKey !== undefined) payments.push(entry.paymentKey);
    }
    return answered({ receipt: { chat, seq: entry.seq, atMs: entry.atMs, digest: entry.digest } });
  };
  return {
    entries, payments,
    async transport(request) {
      await new Promise((resume) => { setImmediate(resume); });
      if (random.next() < lost.requests) return unanswered;
      const answer = take(request);
      return random.next() < lost.answers ? unanswered : answer;
    },
  };
}

/** As the real one, by identity alone. */
function isSame(entry: Entry, chat: string, { install, installSeq }: Sent): boolean {
  return entry.chat === chat && entry.install === install && entry.installSeq === installSeq;
}

function entryOf(place: Pick<Entry, 'userId' | 'chat' | 'seq' | 'kind' | 'target'>, { install, installSeq, text, price }: Sent): Entry {
  const key = `sora:message:${place.chat}:${install}:${installSeq}`;
  return { tenant: 'main', ...place, install, installSeq, version: 1, content: text === undefined ? undefined : { text, salt: '' }, contentDigest: undefined, paymentKey: price === undefined ? undefined : key, ai: undefined, digest: key, atMs: 1 };
}
