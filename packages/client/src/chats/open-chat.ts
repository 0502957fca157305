import type { Clock, Sha256, Timers } from '@sora/core';
import { listeners } from '../session/listeners.ts';
import type { ChatNews, LiveConnection } from '../live/live-connection.ts';
import type { ChatApi } from './chat-api.ts';
import { following } from './chat-entry.ts';
import type { ChatLog, ChatLogState } from './chat-log.ts';
import { rehydrate } from './rehydrate.ts';

export interface ChatState {
  readonly entries: ChatLogState['entries'];
  /** The copy was proven complete within the last 5 minutes, or follows the server live. */
  readonly isFresh: boolean;
  /** The chat is there and the user is in it; undefined until the server has said so. */
  readonly isMember: boolean | undefined;
  /** Of a room. */
  readonly viewers: number | undefined;
  /** AI replies being written, by their names. */
  readonly partials: Readonly<Record<string, string>>;
}

export interface OpenedChat {
  readonly state: ChatState;
  subscribe(listener: () => void): () => void;
  /** Asks the server now. */
  refresh(): Promise<void>;
  close(): void;
}

export interface OpenChatParts {
  readonly chatId: string;
  readonly log: ChatLog;
  readonly api: ChatApi;
  readonly live: LiveConnection;
  readonly monotonic: Clock;
  readonly timers: Timers;
  readonly sha256: Sha256;
}

/** A chat is stale when nothing has proven it complete for so long [MOB-5]. */
const staleMs = 5 * 60_000;
const retryMs = 5_000;
const latest = 200;

/**
 * A chat on the screen: its copy is shown at once, made complete in the background, then followed live; whenever the socket falls behind, or five
 * minutes pass without proof, it is made complete again. What the user types is not touched by any of this.
 */
export function openChat({ chatId, log, api, live, monotonic, timers, sha256 }: OpenChatParts): OpenedChat {
  const { tell, subscribe } = listeners<void>();
  let state: ChatState = { entries: log.state.entries, isFresh: false, isMember: undefined, viewers: undefined, partials: {} };
  let provenAtMs = -Infinity;
  let repairing: Promise<void> | undefined;
  let isClosed = false;
  let cancel: () => void = () => undefined;

  const show = (changes: Partial<ChatState>) => {
    state = { ...state, ...changes, entries: log.state.entries };
    tell();
  };
  const prove = () => {
    provenAtMs = monotonic.nowMs();
    wait(staleMs);
  };
  const wait = (delayMs: number) => {
    cancel();
    if (!isClosed) cancel = timers.after(delayMs, () => { void refresh(); });
  };
  const repair = async () => {
    const outcome = await rehydrate({ chatId, log, api, sha256, latest });
    if (isClosed) return;
    if (outcome.kind === 'complete') {
      prove();
      show({ isFresh: true, isMember: true });
      follow.from(outcome.lastSeq + 1);
    } else {
      show({ isFresh: monotonic.nowMs() - provenAtMs < staleMs, ...(outcome.kind === 'refused' ? { isMember: false } : {}) });
      wait(outcome.kind === 'refused' ? staleMs : retryMs);
    }
  };
  const refresh = () => {
    repairing ??= repair().finally(() => { repairing = undefined; });
    return repairing;
  };
  const hear = (news: ChatNews): void => {
    if (isClosed) return;
    if (news.type === 'behind') void refresh();
    else if (news.type === 'not-a-member') show({ isMember: false });
    else if (news.type === 'viewers') show({ viewers: news.count });
    else if (news.type === 'partial') show({ partials: withPiece(state.partials, news) });
    else void append(news.entries);
  };
  const append = async (entries: readonly unknown[]) => {
    // What came by another way while this was under way is skipped; anything else that does not follow is repaired.
    const last = endOf(log.state);
    const fresh = entries.filter((entry) => !(typeof entry === 'object' && entry !== null && 'seq' in entry && typeof entry.seq === 'number' && entry.seq <= last.seq));
    const { tenant } = log.state;
    if (repairing !== undefined || tenant === undefined) return void refresh();
    const fit = following(fresh, { tenant, chatId, ...last }, sha256);
    if (fit.length > 0) {
      const kept = log.put(tenant, fit);
      prove();
      show({ isFresh: true, partials: {} });
      await kept;
    }
    if (fit.length < fresh.length) void refresh();
  };
  const follow = live.follow(chatId, hear);
  void refresh();

  return {
    get state() { return state; },
    subscribe,
    refresh,
    close() {
      isClosed = true;
      cancel();
      follow.stop();
    },
  };
}

function endOf({ entries, floor }: ChatLogState): { readonly seq: number; readonly digest: string } {
  return entries[entries.length - 1] ?? floor;
}

/** A piece that does not follow what is there is left out: the entry brings it all. */
function withPiece(partials: ChatState['partials'], { reply, offset, text }: Extract<ChatNews, { type: 'partial' }>): ChatState['partials'] {
  const present = partials[reply] ?? '';
  return offset === present.length ? { ...partials, [reply]: present + text } : partials;
}
