import { conflictTypes, type ConflictType } from '@sora/core';

/** Whose page a conflict stands on. */
export type ConflictScope = 'money' | 'chats';

const ofChats: readonly ConflictType[] = ['CHAT_STATE_MISMATCH', 'CONCURRENT_WRITE'];

/** Every type stands on one page: what is not about chats and documents is about money. */
export const conflictsOf: Readonly<Record<ConflictScope, readonly ConflictType[]>> = {
  chats: ofChats,
  money: Object.values(conflictTypes).map(({ name }) => name).filter((name) => !ofChats.includes(name)),
};

/** The type that an address names, where this page has it. */
export function conflictNamed(scope: ConflictScope, name: string | null): ConflictType | undefined {
  return conflictsOf[scope].find((type) => type === name);
}
