import type { Timers } from '@sora/core';
import { quietly } from '../crash/quietly.ts';
import { boxes } from '../outbox/outbox-boxes.ts';
import type { CurrentUser } from '../outbox/remembered-user.ts';
import type { Device } from '../ports/device.ts';
import type { Journal, JournalRow, JournalWrite } from '../ports/journal.ts';
import { listeners } from '../session/listeners.ts';
import type { ComposerDrafts } from './composer-drafts.ts';

/** The composer's texts, with what the outbox needs of them. */
export interface OpenDrafts extends ComposerDrafts {
  /** All of them as the journal keeps them. */
  rows(): readonly JournalWrite[];
  /** What removes the chat's text, when it is this one: `done` after the writes were kept. Undefined, and it stays, when anything else was typed. */
  taking(chatId: string, text: string): { readonly writes: readonly JournalWrite[]; readonly done: () => void } | undefined;
  /** Writes nothing more by itself. */
  stop(): void;
}

export interface DraftParts {
  readonly journal: Journal;
  readonly found: readonly JournalRow[];
  readonly user: CurrentUser;
  readonly timers: Timers;
  readonly device: Pick<Device, 'onVisibility'>;
}

const writeAfterMs = 300;
const tryAgainMs = 5_000;

export function openDrafts({ journal, found, user, timers, device }: DraftParts): OpenDrafts {
  const texts = new Map<string, string>();
  /** Keys that the journal does not have as they are here. */
  const unwritten = new Set<string>();
  const { tell, subscribe } = listeners<void>();
  let writing: Promise<void> = Promise.resolve();
  let cancel: (() => void) | undefined;
  let isWriting = false;
  found.forEach(({ key, value }) => { texts.set(key, textIn(value)); });

  const keyOf = (chatId: string) => `${user.userId ?? ''} ${chatId}`;
  const write = async () => {
    const keys = Array.from(unwritten);
    if (keys.length === 0) return;
    unwritten.clear();
    isWriting = true;
    try {
      await journal.change([], () => ({ writes: keys.map((key) => draftWrite(key, texts.get(key))), result: undefined }));
    } catch {
      keys.forEach((key) => { unwritten.add(key); });
      writeIn(tryAgainMs);
    }
    isWriting = false;
  };
  const flush = () => (writing = writing.then(write));
  const writeIn = (delayMs: number) => {
    cancel ??= timers.after(delayMs, () => {
      cancel = undefined;
      void flush();
    });
  };
  const set = (key: string, text: string) => {
    if ((texts.get(key) ?? '') === text) return;
    if (text === '') texts.delete(key);
    else texts.set(key, text);
    unwritten.add(key);
    writeIn(writeAfterMs);
    tell();
  };
  // What was typed before anybody was known belongs to whoever signs in next.
  const adopt = () => {
    if (user.userId === undefined) return;
    Array.from(texts).filter(([key]) => key[0] === ' ').forEach(([key, text]) => {
      const own = keyOf(key.slice(1));
      const kept = texts.get(own);
      set(own, kept === undefined ? text : `${kept}\n${text}`);
      set(key, '');
    });
  };
  adopt();
  const stopAdopting = user.subscribe(adopt);
  const mine = () => Array.from(texts).filter(([key]) => key.indexOf(keyOf('')) === 0).map(([key, text]): [string, string] => [key.slice(keyOf('').length), text]);
  const stopListening = device.onVisibility((visibility) => { if (visibility === 'hidden') void flush(); });
  return {
    subscribe,
    flush,
    save: (chatId, text) => { set(keyOf(chatId), text); },
    textOf: (chatId) => texts.get(keyOf(chatId)) ?? '',
    all: () => Object.fromEntries(mine()),
    clear() {
      mine().forEach(([chatId]) => { set(keyOf(chatId), ''); });
      return flush();
    },
    rows: () => Array.from(texts, ([key, text]) => draftWrite(key, text)),
    taking(chatId, text) {
      const key = keyOf(chatId);
      const found = texts.get(key);
      if (found === undefined || sameText(found) !== sameText(text)) return undefined;
      const done = () => {
        // What was typed while it was being queued is another text.
        if (texts.get(key) !== found) return;
        set(key, '');
        // It is gone from the journal already, but for a write that was under way and may have brought it back.
        if (!isWriting) unwritten.delete(key);
      };
      return { writes: [draftWrite(key, undefined)], done };
    },
    stop() {
      cancel?.();
      stopListening();
      stopAdopting();
    },
  };
}

/** As JSON, which carries half a surrogate pair: someone may be in the middle of it. */
function draftWrite(key: string, text: string | undefined): JournalWrite {
  return { box: boxes.draft, key, value: text === undefined ? undefined : JSON.stringify(text) };
}

/** A torn one gives what is there: half a text is better than none. */
function textIn(value: string): string {
  const text: unknown = quietly(() => JSON.parse(value));
  return typeof text === 'string' ? text : value;
}

function sameText(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
