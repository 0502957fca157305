import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export interface ListenOptions {
  readonly url: string;
  /** Names that need no quoting. */
  readonly channels: readonly string[];
  readonly onMessage: (channel: string, payload: string) => void;
  /** It listens from now on; whatever was said before may have been missed. */
  readonly onListening: () => void;
  readonly onLost: (error: unknown) => void;
}

const leastPauseMs = 100;
const greatestPauseMs = 5_000;
/** A connection that died without a word is found out by asking. */
const askEveryMs = 10_000;
const answerWithinMs = 5_000;

/** Listens over a connection of its own, and again whenever that was lost. */
export function listenTo(options: ListenOptions): { close(): Promise<void> } {
  const stopping = new AbortController();
  const listening = listenAgain(options, stopping.signal);
  return {
    async close() {
      stopping.abort();
      await listening;
    },
  };
}

async function listenAgain(options: ListenOptions, stopping: AbortSignal): Promise<void> {
  for (let pauseMs = leastPauseMs; !stopping.aborted; pauseMs = Math.min(greatestPauseMs, pauseMs * 2)) {
    try {
      await listenOnce(options, stopping, () => { pauseMs = leastPauseMs; });
    } catch (error) {
      if (!stopping.aborted) options.onLost(error);
    }
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** @throws {Error} when the connection is lost */
async function listenOnce({ url, channels, onMessage, onListening }: ListenOptions, stopping: AbortSignal, onConnected: () => void): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'sora announcements', keepAlive: true, connectionTimeoutMillis: 3_000, query_timeout: answerWithinMs });
  // Without a listener a lost connection would end the process; `end` follows.
  client.on('error', () => undefined);
  client.on('notification', ({ channel, payload = '' }) => onMessage(channel, payload));
  // Not by `events.once`, which rejects at an error, also while nobody awaits it.
  const lost = new Promise<boolean>((resolve) => { client.once('end', () => resolve(true)); });
  try {
    await client.connect();
    await client.query(channels.map((channel) => `listen ${channel}`).join('; '));
    onConnected();
    onListening();
    while (!stopping.aborted) {
      const isLost = await Promise.race([lost, sleep(askEveryMs, false, { signal: stopping }).catch(() => false)]);
      if (isLost) throw new Error('The connection was lost.');
      if (!stopping.aborted) await client.query('select 1');
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
