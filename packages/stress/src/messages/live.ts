import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import type { Checks } from '../checks.ts';
import { type ChatLogs, readChatLogs } from '../probes/chat-logs.ts';
import { within } from '../probes/within.ts';
import { createPulse, type Pulse } from '../pulse.ts';
import { checkLogs } from './check-logs.ts';
import { noSequenceFaults, sequenceFaults, sumOfFaults } from './check-sequences.ts';
import { type ChatSystem, owner, startChatSystem } from './chat-system.ts';
import { createSendHistory, type SendHistory } from './send-history.ts';
import { runSenders } from './senders.ts';
import { startSubscriber, type Subscriber, type SubscriberOptions } from './subscriber.ts';

export interface LiveOptions extends Pick<SubscriberOptions, 'forgetsWhere'> {
  readonly random: Random;
  readonly subscribers: number;
  readonly kills: number;
  /** From one kill to the next. */
  readonly killEveryMs: number;
  readonly tell: (sentence: string) => void;
}

/** Counts for the evidence. */
export interface LiveCounts {
  readonly subscribers: number;
  readonly serverKills: number;
  /** Subscribers whose server was killed, over all kills. */
  readonly hungUp: number;
  readonly subscriptions: number;
  readonly resyncs: number;
  readonly entries: number;
  readonly delivered: number;
  /** From each kill until everybody who lost their server follows again: the longest. */
  readonly longestAwayMs: number;
}

const chat = 'live';
const deadlineMs = 60_000;
const writers = { concurrency: 8, pauseMs: 40 };

/** Writers write, subscribers of both servers follow, and one server after the other is killed: everybody ends with the sequence of the log. */
export async function proveLive(checks: Checks, options: LiveOptions): Promise<LiveCounts> {
  await using system = await startChatSystem(options.random);
  const users = await openRoom(system, options.subscribers);
  await using crowd = startCrowd(users.map(({ token }) => ({ ...options, chat, token, urls: system.servers.urls, wanderMs: 2 * options.killEveryMs })));
  const { subscribers } = crowd;
  await within(deadlineMs, async () => subscribers, (all) => all.every(({ url }) => url !== undefined));
  const history = createSendHistory();
  const struck = await underFire(system, { users: users.map(({ userId }) => userId), history, subscribers, options });
  const logs = await readChatLogs(await system.servers.folder.databaseUrl());
  const lastSeq = logs.logs.get(chat)?.length;
  await within(options.forgetsWhere === true ? 2_000 : deadlineMs, async () => subscribers, (all) => all.every(({ delivered }) => delivered.at(-1)?.seq === lastSeq));
  await crowd.end();
  checkLogs(checks, 'live', { history, logs });
  checkSequences(checks, { subscribers, logs, struck });
  return countsOf({ subscribers, struck, entries: lastSeq ?? 0 });
}

interface Crowd extends AsyncDisposable {
  readonly subscribers: readonly Subscriber[];
  end(): Promise<void>;
}

function startCrowd(all: readonly SubscriberOptions[]): Crowd {
  const subscribers = all.map(startSubscriber);
  const end = async () => { await Promise.all(subscribers.map((subscriber) => subscriber.end())); };
  return { subscribers, end, [Symbol.asyncDispose]: end };
}

interface UnderFire {
  readonly users: readonly string[];
  readonly history: SendHistory;
  readonly subscribers: readonly Subscriber[];
  readonly options: LiveOptions;
}

async function underFire(system: ChatSystem, { users, history, subscribers, options }: UnderFire): Promise<readonly Struck[]> {
  const stop = new AbortController();
  const answers = createPulse();
  const places = { free: [chat], paid: [], users, price: 0n };
  const senders = runSenders({ ...writers, apis: system.apis, places, history, random: options.random, stop: stop.signal, onAnswer: answers.beat });
  const struck = await strikeInTurn(system, { subscribers, answers, options }).finally(() => stop.abort());
  await senders;
  return struck;
}

interface Struck {
  /** Subscribers that followed on the server that was killed. */
  readonly hungUp: number;
  /** Entries that were acknowledged while it was away. */
  readonly meanwhile: number;
  /** Until all of them followed again. */
  readonly awayMs: number;
}

/** A chat with one member for each subscriber, each with a session. */
async function openRoom({ direct, identity }: ChatSystem, count: number): Promise<readonly { readonly userId: string; readonly token: string }[]> {
  const [api] = direct();
  if (api === undefined) throw new Error('No server runs.');
  await api.createChat({ id: chat, kind: 'group', owner });
  return Promise.all(Array.from({ length: count }, async (_, index) => {
    const userId = `reader-${index}`;
    await api.admit(chat, userId);
    return { userId, token: await api.session(identity.token(userId)) };
  }));
}

interface Watched {
  readonly subscribers: readonly Subscriber[];
  readonly answers: Pulse;
  readonly options: LiveOptions;
}

async function strikeInTurn(system: ChatSystem, watched: Watched): Promise<readonly Struck[]> {
  const { kills, killEveryMs, tell } = watched.options;
  const all: Struck[] = [];
  const beganAtMs = performance.now();
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(Math.max(0, beganAtMs + (kill + 1) * killEveryMs - performance.now()));
    const struck = await strike(system, kill % 2 === 0 ? 0 : 1, watched);
    all.push(struck);
    tell(`${all.length}: killed the server of ${struck.hungUp} subscribers, all followed again after ${struck.awayMs} ms, ${watched.answers.count} entries acknowledged`);
  }
  await sleep(killEveryMs / 4);
  return all;
}

async function strike({ servers }: ChatSystem, index: 0 | 1, { subscribers, answers }: Watched): Promise<Struck> {
  const url = servers.servers()[index]?.url;
  const lost = subscribers.filter((subscriber) => subscriber.url === url);
  const [startedAtMs, before, begun] = [performance.now(), answers.count, lost.map((subscriber) => subscriber.begun)];
  const back = servers.restart(index);
  await within(deadlineMs, async () => lost, (those) => those.every((subscriber, at) => subscriber.begun > (begun[at] ?? 0)));
  const awayMs = Math.round(performance.now() - startedAtMs);
  await back;
  return { hungUp: lost.length, meanwhile: answers.count - before, awayMs };
}

function checkSequences(checks: Checks, { subscribers, logs, struck }: { readonly subscribers: readonly Subscriber[]; readonly logs: ChatLogs; readonly struck: readonly Struck[] }): void {
  const log = logs.logs.get(chat) ?? [];
  checks.equal('live: every subscriber ends with the sequence of the log, without gap or double', sumOfFaults(subscribers.map(({ delivered }) => sequenceFaults(delivered, log))), noSequenceFaults);
  checks.equal('live: every kill hung up on subscribers', struck.filter(({ hungUp }) => hungUp === 0).length, 0);
  checks.equal('live: while a server was away, entries were written through the other one', struck.filter(({ meanwhile }) => meanwhile === 0).length, 0);
  checks.equal('live: whoever lost their server followed again', struck.filter(({ awayMs }) => awayMs >= deadlineMs).length, 0);
}

function countsOf({ subscribers, struck, entries }: { readonly subscribers: readonly Subscriber[]; readonly struck: readonly Struck[]; readonly entries: number }): LiveCounts {
  const sum = (of: (subscriber: Subscriber) => number) => subscribers.reduce((total, subscriber) => total + of(subscriber), 0);
  return {
    subscribers: subscribers.length, serverKills: struck.length, hungUp: struck.reduce((total, { hungUp }) => total + hungUp, 0),
    subscriptions: sum(({ begun }) => begun), resyncs: sum(({ resyncs }) => resyncs), entries, delivered: sum(({ delivered }) => delivered.length),
    longestAwayMs: Math.max(...struck.map(({ awayMs }) => awayMs)),
  };
}
