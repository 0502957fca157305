import { genesisDigest } from '@sora/core';
import type { Journal } from '../ports/journal.ts';
import { type ChatEntry } from './chat-entry.ts';

/** The end of what is left out at the beginning of a long chat. */
export interface LogFloor {
  readonly seq: number;
  readonly digest: string;
}

export interface ChatLogState {
  /** Known once the server has said it; digests cover it. */
  readonly tenant: string | undefined;
  readonly floor: LogFloor;
  /** By number, ascending; there may be gaps while it is being repaired. */
  readonly entries: readonly ChatEntry[];
}

/** The copy of a chat on this device: a cache. What it lacks or loses is fetched again, so a disk that refuses is no reason to stop. */
export interface ChatLog {
  readonly state: ChatLogState;
  /** Adds entries that were checked; those with a number that is there take its place. */
  put(tenant: string, entries: readonly ChatEntry[]): Promise<void>;
  dropFrom(seq: number): Promise<void>;
  /** Begins anew; with a floor, above it. */
  reset(tenant?: string, floor?: LogFloor): Promise<void>;
}

const head = 'heads';
const genesis: LogFloor = { seq: 0, digest: genesisDigest };
const empty: ChatLogState = { tenant: undefined, floor: genesis, entries: [] };

/** Opens the copy of a chat. @param journal the one for caches, which may be thrown away at any time */
export async function openChatLog(journal: Journal, chatId: string): Promise<ChatLog> {
  const box = `chat ${chatId}`;
  let state = await load(journal, chatId).catch(() => empty);
  const keep = async (next: ChatLogState, changed: readonly { readonly seq: number; readonly entry: ChatEntry | undefined }[]) => {
    state = next;
    const { tenant, floor } = next;
    const writes = changed.map(({ seq, entry }) => ({ box, key: keyOf(seq), value: entry && JSON.stringify(entry) }));
    await journal.change([], () => ({ writes: [{ box: head, key: chatId, value: JSON.stringify({ tenant, floor }) }, ...writes], result: undefined })).catch(() => undefined);
  };
  const gone = (entries: readonly ChatEntry[]) => entries.map(({ seq }) => ({ seq, entry: undefined }));
  return {
    get state() { return state; },
    async put(tenant, entries) {
      if (entries.length === 0) return;
      const { floor } = state;
      await keep({ tenant, floor, entries: merged(state.entries, entries) }, entries.map((entry) => ({ seq: entry.seq, entry })));
    },
    async dropFrom(from) {
      const kept = state.entries.filter(({ seq }) => seq < from);
      await keep({ ...state, entries: kept }, gone(state.entries.filter(({ seq }) => seq >= from)));
    },
    async reset(tenant, floor = genesis) {
      await keep({ tenant, floor, entries: [] }, gone(state.entries));
    },
  };
}

async function load(journal: Journal, chatId: string): Promise<ChatLogState> {
  const heads = await journal.change([{ box: head, key: chatId }], (values) => ({ writes: [], result: values[0] }));
  if (heads === undefined) return empty;
  const { tenant, floor } = JSON.parse(heads) as Omit<ChatLogState, 'entries'>;
  const entries: ChatEntry[] = [];
  let afterKey: string | undefined;
  for (;;) {
    const rows = await journal.scan({ box: `chat ${chatId}`, limit: 1_000, ...(afterKey === undefined ? {} : { afterKey }) });
    for (const { value } of rows) entries.push(JSON.parse(value) as ChatEntry);
    const last = rows[rows.length - 1];
    if (last === undefined) return { tenant, floor, entries };
    afterKey = last.key;
  }
}

/** What comes in order after the rest, as it mostly does, is appended. */
function merged(present: readonly ChatEntry[], added: readonly ChatEntry[]): readonly ChatEntry[] {
  const last = present[present.length - 1];
  const [first] = added;
  if (first === undefined || last === undefined || first.seq > last.seq) return present.concat(added);
  const bySeq = new Map(present.concat(added).map((entry) => [entry.seq, entry]));
  return Array.from(bySeq.values()).sort((a, b) => a.seq - b.seq);
}

/** Sorts as text as it does as a number. */
function keyOf(seq: number): string {
  return `000000000000000${seq}`.slice(-16);
}
