import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '@sora/core';
import { chatApi, type WireEntry } from './chat-api.ts';

/** An entry as it was delivered. */
export type Delivered = Pick<WireEntry, 'seq' | 'digest'>;

export interface SubscriberOptions {
  readonly chat: string;
  /** Of a session of a member. */
  readonly token: string;
  /** The servers that run now. */
  readonly urls: () => readonly string[];
  readonly random: Random;
  /** Longest time with one server before it moves on of itself, in milliseconds, as a phone does that sleeps and wakes. */
  readonly wanderMs: number;
  /** To see that the proof finds it: comes back without saying what it has. */
  readonly forgetsWhere?: boolean;
}

/** Somebody who follows a chat, on whichever server there is. */
export interface Subscriber {
  /** Everything that came, in its order, over all connections. */
  readonly delivered: readonly Delivered[];
  /** The server that it follows the chat on. */
  readonly url: string | undefined;
  /** Subscriptions that began, and those that ended with a `resync`. */
  readonly begun: number;
  readonly resyncs: number;
  /** Hangs up for good. */
  end(): Promise<void>;
}

interface State {
  readonly delivered: Delivered[];
  url: string | undefined;
  begun: number;
  resyncs: number;
}

interface Frame {
  readonly type: string;
  readonly entries?: readonly WireEntry[];
  readonly lastSeq?: number;
}

const retryMs = 500;

export function startSubscriber(options: SubscriberOptions): Subscriber {
  const state: State = { delivered: [], url: undefined, begun: 0, resyncs: 0 };
  const ended = new AbortController();
  const running = follow(options, state, ended.signal);
  return {
    delivered: state.delivered,
    get url() { return state.url; },
    get begun() { return state.begun; },
    get resyncs() { return state.resyncs; },
    async end() {
      ended.abort();
      await running;
    },
  };
}

async function follow(options: SubscriberOptions, state: State, ended: AbortSignal): Promise<void> {
  const { urls, random } = options;
  while (!ended.aborted) {
    const there = urls();
    const url = there[Math.floor(random.next() * there.length)];
    if (url !== undefined) await connection(url, { options, state, ended });
    state.url = undefined;
    await sleep(retryMs * random.next());
  }
}

interface Following {
  readonly options: SubscriberOptions;
  readonly state: State;
  readonly ended: AbortSignal;
}

/** One connection, until it is lost or left. */
async function connection(url: string, following: Following): Promise<void> {
  const { options: { token, wanderMs, random }, ended } = following;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/live`);
  const closed = new Promise<void>((resolve) => { socket.addEventListener('close', () => resolve()); });
  const leave = () => socket.close();
  // Without a listener an address that nobody listens on would be an error of this process.
  socket.addEventListener('error', () => undefined);
  socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'hello', version: 1, token })));
  socket.addEventListener('message', ({ data }) => hear(JSON.parse(String(data)) as Frame, { url, socket, following }));
  const wandering = setTimeout(leave, wanderMs * (0.5 + random.next() / 2));
  ended.addEventListener('abort', leave);
  await closed;
  ended.removeEventListener('abort', leave);
  clearTimeout(wandering);
}

interface Line {
  readonly url: string;
  readonly socket: WebSocket;
  readonly following: Following;
}

function hear({ type, entries = [], lastSeq = 0 }: Frame, line: Line): void {
  const { state } = line.following;
  // What was sent before the socket was left still comes: it is not taken, since it will be asked for anew.
  if (line.socket.readyState !== WebSocket.OPEN) return;
  if (type === 'welcome') subscribe(line);
  if (type === 'subscribed') [state.url, state.begun] = [line.url, state.begun + 1];
  if (type === 'entries') state.delivered.push(...entries.map(({ seq, digest }) => ({ seq, digest })));
  if (type === 'unsubscribed' || type === 'reconnect') line.socket.close();
  if (type === 'resync') void fetchMissing(line, lastSeq).then(() => subscribe(line), () => line.socket.close());
}

function subscribe({ socket, following: { options: { chat, forgetsWhere = false }, state } }: Line): void {
  const from = (state.delivered.at(-1)?.seq ?? 0) + 1;
  socket.send(JSON.stringify({ type: 'subscribe', chat, ...(forgetsWhere && state.begun > 0 ? {} : { from }) }));
}

async function fetchMissing({ url, following: { options: { chat, token }, state } }: Line, lastSeq: number): Promise<void> {
  state.resyncs += 1;
  const api = chatApi(url, token);
  for (;;) {
    const from = (state.delivered.at(-1)?.seq ?? 0) + 1;
    if (from > lastSeq) return;
    const { entries } = await api.entries({ chat, from, to: lastSeq });
    if (entries.length === 0) return;
    state.delivered.push(...entries.map(({ seq, digest }) => ({ seq, digest })));
  }
}
