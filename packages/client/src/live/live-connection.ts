import type { Clock, Random, Timers } from '@sora/core';
import type { LiveSocket, LiveSocketOpener } from '../ports/transport.ts';
import { jittered, retryDelayMs } from '../session/retry-delay.ts';
import type { SessionKeeper } from '../session/session.ts';
import { type LiveFrame, parseLiveFrame } from './live-frame.ts';

export interface LiveParts {
  readonly openSocket: LiveSocketOpener;
  readonly session: SessionKeeper;
  readonly monotonic: Clock;
  readonly timers: Timers;
  readonly random: Random;
}

/** What a chat hears. */
export type ChatNews =
  | Extract<LiveFrame, { readonly type: 'entries' | 'viewers' | 'partial' }>
  /** What comes next does not come by itself: fetch it, then follow again. Also said when the socket is lost. */
  | { readonly type: 'behind' }
  /** The user is not in this chat. */
  | { readonly type: 'not-a-member' };

export interface Following {
  /** Everything from this number on, from now on. To be called again after `behind`. */
  from(seq: number): void;
  stop(): void;
}

export interface LiveConnection {
  /** `connected` once the server has welcomed the user. `http-only`: it does not speak our version of the protocol. */
  readonly state: 'closed' | 'connecting' | 'connected' | 'http-only';
  /** Opens the socket while at least one chat is followed. */
  follow(chatId: string, hear: (news: ChatNews) => void): Following;
  /** Tries now instead of after a pause. */
  wake(): void;
  stop(): void;
}

/** Who hears nothing for so long is not connected, whatever the socket says (docs/live.md). */
const silenceMs = 62_000;
/** Not understood by the server: it will not be after a pause either. */
const upgradeCode = 4426;
const unauthenticatedCode = 4401;

interface Followed {
  readonly hear: (news: ChatNews) => void;
  fromSeq: number | undefined;
}

/** The socket to `/v1/live`, for all chats of the app: connects again with growing pauses, and never keeps what a chat has not asked for. */
export function createLiveConnection({ openSocket, session, monotonic, timers, random }: LiveParts): LiveConnection {
  const followed = new Map<string, Followed>();
  let state: LiveConnection['state'] = 'closed';
  let socket: LiveSocket | undefined;
  let failures = 0;
  let askedPauseMs: number | undefined;
  let heardAtMs = 0;
  let cancelTimer: () => void = () => undefined;
  let isConnecting = false;

  const after = (delayMs: number, run: () => void) => {
    cancelTimer();
    cancelTimer = timers.after(delayMs, run);
  };
  const say = (frame: object) => socket?.send(JSON.stringify(frame));
  const subscribe = (chat: string, { fromSeq }: Followed) => {
    if (fromSeq !== undefined && state === 'connected') say({ type: 'subscribe', chat, from: fromSeq });
  };
  const lose = (code: number) => {
    socket = undefined;
    if (state === 'http-only' || state === 'closed') return;
    state = code === upgradeCode ? 'http-only' : 'connecting';
    followed.forEach(behind);
    if (state === 'http-only') return cancelTimer();
    failures += 1;
    after(Math.max(askedPauseMs ?? 0, jittered(retryDelayMs(failures), random)), () => { void connect(code === unauthenticatedCode); });
    askedPauseMs = undefined;
  };
  const connect = async (needsNewSession: boolean): Promise<void> => {
    if (isConnecting || socket !== undefined || followed.size === 0 || state === 'http-only') return;
    cancelTimer();
    state = 'connecting';
    isConnecting = true;
    const user = needsNewSession ? await session.refresh() : (session.current ?? (await session.refresh()));
    isConnecting = false;
    if (user === undefined) return lose(0);
    if (followed.size === 0) return stop();
    // Late words of a socket that was given up are not heard.
    const opened: LiveSocket = openSocket({
      onOpen: () => { if (opened === socket) say({ type: 'hello', version: 1, token: user.token }); },
      onText: (text) => { if (opened === socket) hear(parseLiveFrame(text)); },
      onClose: (code) => { if (opened === socket) lose(code); },
    });
    socket = opened;
    heardAtMs = monotonic.nowMs();
    after(silenceMs, listen(silenceMs));
  };
  const listen = (heartbeatMs: number) => () => {
    if (monotonic.nowMs() - heardAtMs >= silenceMs) {
      socket?.close();
      return lose(0);
    }
    say({ type: 'ping' });
    after(heartbeatMs, listen(heartbeatMs));
  };
  const hear = (frame: LiveFrame | undefined): void => {
    heardAtMs = monotonic.nowMs();
    if (frame === undefined) return;
    if (frame.type === 'welcome') {
      state = 'connected';
      failures = 0;
      after(frame.heartbeatMs, listen(frame.heartbeatMs));
      followed.forEach((one, chat) => { subscribe(chat, one); });
    } else if (frame.type === 'reconnect') askedPauseMs = frame.afterMs;
    else if ('chat' in frame) tell(followed.get(frame.chat), frame);
  };
  const stop = () => {
    state = 'closed';
    cancelTimer();
    const closing = socket;
    socket = undefined;
    closing?.close();
  };
  // A session is over at its end: the server would hang up. @see docs/live.md, frame `token`
  const unsubscribe = session.subscribe((next) => {
    if (next === undefined) {
      stop();
      followed.forEach(behind);
    } else if (state === 'connected') say({ type: 'token', token: next.token });
    else void connect(false);
  });

  return {
    get state() { return state; },
    follow(chatId, hearNews) {
      const one: Followed = { hear: hearNews, fromSeq: undefined };
      followed.set(chatId, one);
      void connect(false);
      return {
        from(seq) {
          one.fromSeq = seq;
          if (followed.get(chatId) === one) subscribe(chatId, one);
          void connect(false);
        },
        stop() {
          if (followed.get(chatId) !== one) return;
          followed.delete(chatId);
          if (state === 'connected') say({ type: 'unsubscribe', chat: chatId });
          if (followed.size === 0) stop();
        },
      };
    },
    wake() {
      failures = 0;
      if (state === 'connecting') void connect(false);
    },
    stop() {
      followed.clear();
      unsubscribe();
      stop();
    },
  };
}

function behind(one: Followed): void {
  one.fromSeq = undefined;
  one.hear({ type: 'behind' });
}

function tell(one: Followed | undefined, frame: LiveFrame): void {
  if (one === undefined) return;
  if (frame.type === 'entries' || frame.type === 'viewers' || frame.type === 'partial') one.hear(frame);
  else if (frame.type === 'resync' || (frame.type === 'unsubscribed' && frame.code !== 'asked' && frame.code !== 'not-a-member')) behind(one);
  else if (frame.type === 'unsubscribed' && frame.code === 'not-a-member') one.hear({ type: 'not-a-member' });
}
