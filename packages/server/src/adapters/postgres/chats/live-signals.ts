import type { LiveSignal } from '@sora/core';
import type { Queryable } from '../query.ts';

/** The channel of NOTIFY for what is live only. */
export const liveChannel = 'sora_live';

/** Sends signals, one statement at a time; what cannot be sent is dropped. */
export interface SignalSender {
  send(signal: LiveSignal): void;
  settle(): Promise<void>;
}

/** PostgreSQL takes less than 8000. */
const maxPayloadBytes = 7_900;
const maxWaiting = 1_000;

export const tellSql = `select pg_notify('${liveChannel}', payload) from unnest($1::text[]) as payload`;

export function createSignalSender(db: Queryable, self: string): SignalSender {
  let waiting: string[] = [];
  let underWay: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const payloads = waiting;
      waiting = [];
      await db.query({ name: 'live_tell', text: tellSql, values: [payloads] }).catch(() => undefined);
    }
    underWay = undefined;
  }

  return {
    send(signal) {
      const payload = JSON.stringify({ from: self, signal });
      if (waiting.length >= maxWaiting || Buffer.byteLength(payload) > maxPayloadBytes) return;
      waiting.push(payload);
      underWay ??= sendAll();
    },
    settle: async () => { await underWay; },
  };
}

/** Undefined for one's own, and for what another release means differently. */
export function readSignal(payload: string, self: string): LiveSignal | undefined {
  try {
    const { from, signal } = JSON.parse(payload) as { readonly from: string; readonly signal: LiveSignal | undefined };
    const isKnown = signal?.kind === 'removed' || signal?.kind === 'viewers' || signal?.kind === 'partial';
    return from !== self && isKnown ? signal : undefined;
  } catch {
    return undefined;
  }
}
