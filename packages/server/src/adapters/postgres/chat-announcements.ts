import { randomUUID } from 'node:crypto';
import type { AnnouncementListener, ChatAnnouncements, LiveSignal } from '@sora/core';
import { announcedHeads, chatChannel } from './chats/announcer.ts';
import { createSignalSender, liveChannel, readSignal } from './chats/live-signals.ts';
import { listenTo } from './listen-to.ts';
import type { Queryable } from './query.ts';

export interface PostgresChatAnnouncements extends ChatAnnouncements {
  /** Tells what waits, and hangs up. */
  close(): Promise<void>;
}

export interface ChatAnnouncementsOptions {
  readonly url: string;
  /** What is told goes through it. */
  readonly pool: Queryable;
  /** The connection was lost; it is made anew. */
  readonly onLost?: (error: unknown) => void;
}

/** Word between servers by LISTEN and NOTIFY, over one connection a server that is made anew whenever it is lost. */
export function postgresChatAnnouncements({ url, pool, onLost = () => undefined }: ChatAnnouncementsOptions): PostgresChatAnnouncements {
  const listeners = new Set<AnnouncementListener>();
  const self = randomUUID();
  const sender = createSignalSender(pool, self);
  const hear = (signal: LiveSignal) => { for (const { signal: told } of listeners) told?.(signal); };
  const connection = listenTo({
    url, onLost,
    channels: [chatChannel, liveChannel],
    onListening: () => { for (const { lapsed } of listeners) lapsed?.(); },
    onMessage(channel, payload) {
      if (channel === chatChannel) return hearHeads(listeners, payload);
      const signal = readSignal(payload, self);
      if (signal !== undefined) hear(signal);
    },
  });
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(signal) {
      // Here at once, and also while the database is away; what comes back from it is left out.
      hear(signal);
      sender.send(signal);
    },
    async close() {
      listeners.clear();
      await sender.settle();
      await connection.close();
    },
  };
}

function hearHeads(listeners: ReadonlySet<AnnouncementListener>, payload: string): void {
  try {
    const heads = announcedHeads(payload);
    for (const { grown } of listeners) grown?.(heads);
  } catch {
    // Of a release that words it differently: it is found out by asking.
    for (const { lapsed } of listeners) lapsed?.();
  }
}
