import type { Answer } from './ask.ts';
import type { ChatLog, EntryPage, FoundChats, LiveRoomRow, RecentChatRow, Recounted } from './chats.ts';
import { type ConflictRow, getConflictHistory } from './conflicts.ts';
import { joined } from './joined.ts';
import { post } from './post.ts';

export const pageOfEntries = 50;

/** As many numbers as a strip covers: shorter logs are shown whole, wherever one looks. */
export const numbersOfStrip = 50_000;

const shownRecent = 20;
const shownRooms = 12;
const foundAtMost = 50;
const shownConflicts = 5;

export function getRecentChats(signal: AbortSignal): Promise<Answer<{ readonly chats: readonly RecentChatRow[] }>> {
  return post('/getRecentChats', { limit: shownRecent }, signal);
}

export function getLiveRooms(signal: AbortSignal): Promise<Answer<{ readonly rooms: readonly LiveRoomRow[] }>> {
  return post('/getLiveRooms', { limit: shownRooms }, signal);
}

export function findChats(prefix: string, signal: AbortSignal): Promise<Answer<FoundChats>> {
  return post('/findChats', { prefix, limit: foundAtMost }, signal);
}

/** @param at the strip of a longer log ends here */
export function getChatLog(chatId: string, at: number | undefined, signal: AbortSignal): Promise<Answer<ChatLog>> {
  return post('/getChatLog', { chatId, ...(at === undefined ? {} : { toSeq: Math.max(at, numbersOfStrip) }) }, signal);
}

export function getChatEntries(query: { readonly chatId: string; readonly before?: number }, signal?: AbortSignal): Promise<Answer<EntryPage>> {
  return post('/getChatEntries', { ...query, limit: pageOfEntries }, signal);
}

export function recountChat(chatId: string): Promise<Answer<Recounted>> {
  return post('/admin_recountChat', { chatId });
}

/** Of the chat and of its settings, newest first. */
export async function getConflictsOfChat(chatId: string, signal: AbortSignal): Promise<Answer<readonly ConflictRow[]>> {
  const asked = [
    getConflictHistory({ types: ['CHAT_STATE_MISMATCH'], subject: chatId, limit: shownConflicts }, signal),
    getConflictHistory({ types: ['CONCURRENT_WRITE'], subject: `chat-settings/${chatId}`, limit: shownConflicts }, signal),
  ] as const;
  return joined(await Promise.all(asked), (pages) => pages.flatMap(({ conflicts }) => conflicts).toSorted((a, b) => b.atMs - a.atMs));
}
