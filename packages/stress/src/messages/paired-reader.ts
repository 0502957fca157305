import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { ChatApi, WireEntry } from './chat-api.ts';

export interface PairsSeen {
  /** Polls that read both, in each order. */
  readonly polls: number;
  /** Paid messages whose payment was looked for, and payments whose message was. */
  readonly messages: number;
  readonly payments: number;
  /** What was there first and had no other half when that was asked for afterwards. */
  readonly apart: readonly string[];
}

export interface PairedReaderOptions {
  /** The servers that run. */
  readonly apis: () => readonly ChatApi[];
  /** Whose chats and wallets are read. */
  readonly chats: readonly string[];
  readonly users: readonly string[];
  readonly random: Random;
  readonly stop: AbortSignal;
}

/** A user's history answers at most this many. */
const newest = 200;
const pauseMs = 50;
const paymentKey = /^sora:message:/;

/**
 * Polls a chat and a wallet through the servers, in both orders, until it is told to stop: what is read first must have its other half in what
 * is read after it. Chats are kept as they were read, so that each poll fetches only what is new.
 */
export async function readPairs(options: PairedReaderOptions): Promise<PairsSeen> {
  const { apis, users, random, stop } = options;
  const seen = { polls: 0, messages: 0, payments: 0, apart: [] as string[] };
  const mirror = createMirror(options.chats);
  while (!stop.aborted) {
    const running = apis();
    const [api, user = ''] = [running[Math.floor(random.next() * running.length)], users[Math.floor(random.next() * users.length)]];
    // A poll that a fault has cut off has seen nothing; the next one reads again.
    if (api !== undefined) await (random.next() < 0.5 ? chatFirst : walletFirst)(api, { user, mirror, seen }).catch(() => undefined);
    await sleep(pauseMs);
  }
  return seen;
}

interface Poll {
  readonly user: string;
  readonly mirror: Mirror;
  readonly seen: { polls: number; messages: number; payments: number; readonly apart: string[] };
}

async function chatFirst(api: ChatApi, { user, mirror, seen }: Poll): Promise<void> {
  await mirror.catchUp(api);
  const messages = mirror.paidBy(user).slice(-newest / 2);
  const payments = new Set((await api.postings(user, newest)).map(({ key }) => key));
  seen.polls += 1;
  seen.messages += messages.length;
  seen.apart.push(...messages.filter((key) => !payments.has(key)).map((key) => `message without payment: ${user} ${key}`));
}

async function walletFirst(api: ChatApi, { user, mirror, seen }: Poll): Promise<void> {
  const payments = (await api.postings(user, newest)).map(({ key }) => key).filter((key) => paymentKey.test(key));
  await mirror.catchUp(api);
  const messages = new Set(mirror.paidBy(user));
  seen.polls += 1;
  seen.payments += payments.length;
  seen.apart.push(...payments.filter((key) => !messages.has(key)).map((key) => `payment without message: ${user} ${key}`));
}

/** Paid messages of some chats, as far as they were read. */
interface Mirror {
  catchUp(api: ChatApi): Promise<void>;
  /** Keys of their payments, in the order of each chat. */
  paidBy(userId: string): readonly string[];
}

function createMirror(chats: readonly string[]): Mirror {
  const nextSeq = new Map(chats.map((chat) => [chat, 1]));
  const paid = new Map<string, string[]>();
  const take = ({ userId, paymentKey: key }: WireEntry) => {
    if (key !== undefined) paid.set(userId, [...(paid.get(userId) ?? []), key]);
  };
  const catchUpWith = async (api: ChatApi, chat: string) => {
    for (;;) {
      const { entries, nextFrom } = await api.entries({ chat, from: nextSeq.get(chat) ?? 1 });
      entries.forEach(take);
      nextSeq.set(chat, (entries.at(-1)?.seq ?? (nextSeq.get(chat) ?? 1) - 1) + 1);
      if (nextFrom === undefined) return;
    }
  };
  return {
    async catchUp(api) { for (const chat of chats) await catchUpWith(api, chat); },
    paidBy: (userId) => paid.get(userId) ?? [],
  };
}
