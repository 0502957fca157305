import { backoffMs } from './backoff.ts';
import { createStore, type Store } from './store.ts';

export interface LiveState {
  readonly connection: 'connecting' | 'open' | 'down';
  readonly database: 'available' | 'unavailable';
  /** Since when the connection or the database is as it is. */
  readonly connectionSinceMs: number;
  readonly databaseSinceMs: number;
}

export interface LiveStream {
  readonly state: Store<LiveState>;
  /** Something new may be read: measurements were stored, the stream came back, or someone pressed refresh. */
  onFresh(listener: () => void): () => void;
  refreshAll(): void;
  close(): void;
}

interface Listening {
  readonly open: () => EventSource;
  /** The session no longer may. */
  readonly ended: () => void;
}

/** Listens to `/streamLive` and comes back by itself with growing pauses, also where EventSource would have given up. */
export function listenLive({ open, ended }: Listening): LiveStream {
  const nowMs = Date.now();
  const state = createStore<LiveState>({ connection: 'connecting', database: 'available', connectionSinceMs: nowMs, databaseSinceMs: nowMs });
  const fresh = createStore(0);
  const refreshAll = () => fresh.set(fresh.get() + 1);
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function connection(next: LiveState['connection']): void {
    if (state.get().connection !== next) state.set({ ...state.get(), connection: next, connectionSinceMs: Date.now() });
  }

  function connect(): void {
    source = open();
    source.addEventListener('open', () => { failures = 0; connection('open'); refreshAll(); });
    source.addEventListener('flushed', refreshAll);
    source.addEventListener('database', (message) => { state.set({ ...state.get(), ...databaseOf(message.data) }); refreshAll(); });
    source.addEventListener('ended', () => { close(); ended(); });
    source.addEventListener('error', lost);
  }

  function lost(): void {
    close();
    failures += 1;
    connection('down');
    timer = setTimeout(connect, backoffMs(failures, Math.random()));
  }

  function close(): void {
    clearTimeout(timer);
    source?.close();
  }

  connect();
  return { state, onFresh: fresh.subscribe, refreshAll, close };
}

function databaseOf(data: string): Pick<LiveState, 'database' | 'databaseSinceMs'> {
  const said = JSON.parse(data) as { readonly state: LiveState['database']; readonly sinceMs: number };
  return { database: said.state, databaseSinceMs: said.sinceMs };
}
