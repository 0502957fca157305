import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { OutboxItem, OutboxWish } from '../outbox/outbox-item.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { listeners } from '../session/listeners.ts';

export interface PlainOutbox extends Outbox {
  readonly drafts: ComposerDrafts;
  /** Puts one there that needs the user's attention. */
  put(id: string, wish: OutboxWish): void;
}

/** An outbox that sends nothing and keeps nothing, and makes its list anew each time it is asked. */
export function plainOutbox(drafts: ComposerDrafts): PlainOutbox {
  const items = new Map<string, OutboxItem>();
  const news = listeners<undefined>();
  const keep = (id: string, wish: OutboxWish, state: OutboxItem['state']): OutboxItem => {
    const item: OutboxItem = { id, install: 'i', installSeq: items.size + 1, userId: 'u', wish, writeClass: 'message', enqueuedAtMs: 0, state, failedAttempts: 0 };
    items.set(id, item);
    news.tell(undefined);
    return item;
  };
  const done = async () => ({ kind: 'done' } as const);
  return {
    drafts,
    put: (id, wish) => { keep(id, wish, { kind: 'needs-attention', code: 'c', detail: 'd' }); },
    async send(wish) {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      const item = keep(`sent-${items.size}`, wish, { kind: 'queued' });
      if (wish.kind === 'message') drafts.save(wish.chatId, '');
      return { kind: 'queued', item };
    },
    pay: async () => ({ kind: 'refused', code: 'c', detail: 'd' }),
    edit: done,
    remove: done,
    async confirm(id) {
      const item = items.get(id);
      if (item !== undefined) keep(id, item.wish, { kind: 'queued' });
      return done();
    },
    async discard(id) {
      items.delete(id);
      news.tell(undefined);
      return done();
    },
    items: () => [...items.values()].map((item) => ({ ...item })),
    counts: { unacknowledged: 0, needsAttention: 0, needsConfirmation: 0, parked: 0, quarantined: 0, newer: 0, dropped: { byUser: 0, ephemeral: 0 } },
    isDurable: false,
    subscribe: (listener) => news.subscribe(listener),
    exportQuarantine: async () => [],
  };
}
