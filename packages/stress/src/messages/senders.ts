import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { ChatApi } from './chat-api.ts';
import type { Places } from './chat-system.ts';
import type { SendAnswer, SendHistory, SendRecord, Sending } from './send-history.ts';

export interface SendersOptions {
  /** The servers; a phone whose answer did not come tries another. */
  readonly apis: readonly ChatApi[];
  readonly places: Places;
  readonly history: SendHistory;
  readonly random: Random;
  /** Phones at work at once: each with one thing after the other, as an outbox does. */
  readonly concurrency: number;
  /** Nothing new once it is aborted; what is unanswered is sent until it is answered. */
  readonly stop: AbortSignal;
  readonly onAnswer?: () => void;
  /** Longest pause of a phone between two sendings, in milliseconds. Default: none. */
  readonly pauseMs?: number;
  /** To see that the proof finds it. Default: the same number. */
  readonly numberWhenResent?: (installSeq: number, attempt: number) => number;
}

/** Share of answered sendings that are sent once more, as a phone does whose answer was lost on its way. */
const doubtShare = 0.1;
const retryPauseMs = 100;
/** Generous: an answer that takes longer than this is a finding by itself. */
const patienceMs = 120_000;

/** Phones that write, edit and delete, and repeat under the same number until they know. @returns when everything has its answer */
export async function runSenders(options: SendersOptions): Promise<void> {
  await Promise.all(Array.from({ length: options.concurrency }, (_, index) => runPhone(options, index)));
}

/** A message of its own that can still be changed. */
interface Own {
  readonly chat: string;
  readonly seq: number;
}

async function runPhone(options: SendersOptions, index: number): Promise<void> {
  const { history, random, stop, onAnswer, pauseMs = 0 } = options;
  const own: Own[] = [];
  for (let installSeq = 1; !stop.aborted; installSeq += 1) {
    const record = history.begin(nextSending(options, { index, installSeq, own }));
    const answer = await sendUntilAnswered(options, record);
    if (answer === undefined) return;
    record.answers.push(answer);
    onAnswer?.();
    noteOwn(own, record.sending, answer);
    if (random.next() < doubtShare) await sendOnceMore(options, record);
    if (pauseMs > 0) await sleep(pauseMs * random.next());
  }
}

async function sendOnceMore(options: SendersOptions, record: SendRecord): Promise<void> {
  const again = await sendUntilAnswered(options, record);
  if (again !== undefined) record.answers.push(again);
}

function nextSending({ places: { paid, free, users, price }, random }: SendersOptions, { index, installSeq, own }: { readonly index: number; readonly installSeq: number; readonly own: readonly Own[] }): Sending {
  const install = `phone-${index}`;
  const identity = { userId: users[index % users.length] ?? '', install, installSeq, text: `${install} says ${installSeq}` };
  const roll = random.next();
  const changed = own[Math.floor(random.next() * own.length)];
  if (changed !== undefined && roll < 0.3) return { ...identity, chat: changed.chat, kind: roll < 0.2 ? 'edit' : 'delete', target: changed.seq };
  const isPaid = free.length === 0 || (paid.length > 0 && roll < 0.7);
  const chats = isPaid ? paid : free;
  // The first of them is hot.
  const chat = chats[Math.floor(random.next() ** 3 * chats.length)] ?? '';
  return { ...identity, chat, kind: 'message', ...(isPaid ? { price } : {}) };
}

function noteOwn(own: Own[], { chat, kind, target }: Sending, answer: SendAnswer): void {
  if (kind === 'message' && answer.kind === 'written') own.push({ chat, seq: answer.seq });
  const deleted = kind === 'delete' ? own.findIndex((each) => each.chat === chat && each.seq === target) : -1;
  if (deleted >= 0) own.splice(deleted, 1);
  if (own.length > 20) own.shift();
}

async function sendUntilAnswered({ apis, random, numberWhenResent = (installSeq) => installSeq }: SendersOptions, record: SendRecord): Promise<SendAnswer | undefined> {
  const { sending } = record;
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs) {
    record.attempts += 1;
    const answer = await apis[Math.floor(random.next() * apis.length)]?.send({ ...sending, installSeq: record.attempts === 1 ? sending.installSeq : numberWhenResent(sending.installSeq, record.attempts) });
    if (answer !== undefined) return answer;
    await sleep(retryPauseMs * random.next());
  }
  return undefined;
}
