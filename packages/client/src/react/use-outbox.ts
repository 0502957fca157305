import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxItem } from '../outbox/outbox-item.ts';
import { useStability } from './stability-context.ts';

/** What the user did and the server has not acknowledged. The actions answer false when the device refuses them now. */
export interface OutboxView {
  readonly items: readonly OutboxItem[];
  /** Of what needs attention: tries it again. Of what needs confirmation: the user wants it, at the price that is shown. */
  confirm(item: OutboxItem): Promise<boolean>;
  discard(item: OutboxItem): Promise<boolean>;
}

/** @param chatId of one chat; without it, of all chats and wallets */
export function useOutbox(chatId?: string): OutboxView {
  const { outbox } = useStability();
  const last = useRef<readonly OutboxItem[]>([]);
  const subscribe = useCallback((listener: () => void) => outbox?.subscribe(listener) ?? (() => {}), [outbox]);
  const read = () => {
    const items = itemsOf(outbox, chatId);
    if (!areSame(items, last.current)) last.current = items;
    return last.current;
  };
  const items = useSyncExternalStore(subscribe, read, read);
  return useMemo(() => ({
    items,
    confirm: async ({ id, state }) => (await outbox?.confirm(id, state.kind === 'needs-confirmation' ? state.price : undefined))?.kind === 'done',
    discard: async ({ id }) => (await outbox?.discard(id))?.kind === 'done',
  }), [items, outbox]);
}

function itemsOf(outbox: Outbox | undefined, chatId: string | undefined): readonly OutboxItem[] {
  const items = outbox?.items() ?? [];
  return chatId === undefined ? items : items.filter(({ wish }) => wish.kind !== 'transfer' && wish.chatId === chatId);
}

// An outbox may make its list anew each time it is asked, and React asks until it sees the same twice.
function areSame(items: readonly OutboxItem[], others: readonly OutboxItem[]): boolean {
  return items.length === others.length && items.every((item, at) => item === others[at] || JSON.stringify(item) === JSON.stringify(others[at]));
}
