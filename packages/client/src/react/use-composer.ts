import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ComposerDrafts } from '../drafts/composer-drafts.ts';
import type { Price } from '../outbox/outbox-item.ts';
import type { EnqueueOutcome } from '../outbox/outbox.ts';
import { useStability } from './stability-context.ts';

export interface Composer {
  readonly text: string;
  setText(text: string): void;
  /** Queues the text, at this price where there is one. When the device refuses, it stays; undefined when there is nothing to send, or it is being queued already. */
  send(price?: Price): Promise<EnqueueOutcome | undefined>;
}

/** What the user is writing in a chat: kept through crashes, reloads and restarts. */
export function useComposer(chatId: string): Composer {
  const { drafts, outbox } = useStability();
  // Written before the drafts are open, by chat.
  const [early, setEarly] = useState<Readonly<Record<string, string>>>({});
  const isJoined = useRef(false);
  const subscribe = useCallback((listener: () => void) => drafts?.subscribe(listener) ?? (() => {}), [drafts]);
  const read = () => (drafts === undefined ? early[chatId] ?? '' : drafts.textOf(chatId));
  const text = useSyncExternalStore(subscribe, read, read);
  useEffect(() => {
    if (drafts === undefined || isJoined.current) return;
    isJoined.current = true;
    for (const [id, typed] of Object.entries(early)) joinDraft(drafts, id, typed);
  }, [drafts, early]);
  const setText = useCallback((next: string) => {
    if (drafts === undefined) setEarly((all) => ({ ...all, [chatId]: next }));
    else drafts.save(chatId, next);
  }, [drafts, chatId]);
  const isSending = useRef(false);
  const send = useCallback(async (price?: Price) => {
    // A second tap while the first is being queued would send the text twice.
    if (text === '' || isSending.current) return undefined;
    isSending.current = true;
    const outcome = await outbox?.send({ kind: 'message', chatId, text, ...(price === undefined ? {} : { price }) });
    isSending.current = false;
    return outcome;
  }, [outbox, chatId, text]);
  return { text, setText, send };
}

/** What was kept from the last time stays too. */
function joinDraft(drafts: ComposerDrafts, chatId: string, typed: string): void {
  const kept = drafts.textOf(chatId);
  if (typed !== '') drafts.save(chatId, kept === '' ? typed : `${kept}\n${typed}`);
}
