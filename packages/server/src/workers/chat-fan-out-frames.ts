import { entriesText, type Entry, entryText, type FeedFrame } from '@sora/core';

/** Frames of about this size: small enough for a slow socket to take one at a time. */
const frameBytes = 65_536;

/** Makes a text what is sent. */
export type ToBytes = (text: string) => Buffer;

/** Entries that follow one another, each made text once, in as few frames as their size allows. */
export function framesOf(chat: string, entries: readonly Entry[], toBytes: ToBytes): readonly FeedFrame<Buffer>[] {
  const frames: FeedFrame<Buffer>[] = [];
  let texts: string[] = [];
  let size = 0;
  const end = (toSeq: number) => {
    if (texts.length === 0) return;
    const bytes = toBytes(entriesText(chat, texts));
    frames.push({ fromSeq: toSeq - texts.length + 1, toSeq, bytes, sizeBytes: bytes.length });
    [texts, size] = [[], 0];
  };
  for (const entry of entries) {
    const text = entryText(entry);
    if (size + text.length > frameBytes) end(entry.seq - 1);
    texts.push(text);
    size += text.length;
  }
  end(entries.at(-1)?.seq ?? 0);
  return frames;
}
