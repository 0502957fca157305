import type { ChatTables } from './chat-tables.ts';

/** Takes a member's row away but for what slow mode goes by. False when there is none. */
export function leave({ members, left }: ChatTables, key: string): boolean {
  const lastSentAtMs = members.get(key)?.lastSentAtMs;
  if (lastSentAtMs !== undefined) left.set(key, lastSentAtMs);
  return members.delete(key);
}
