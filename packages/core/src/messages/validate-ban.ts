import { userIdPattern } from '../sessions/user-id.ts';
import type { NewBan } from './chat-store.ts';
import { requireNoProblems, unless } from './validate-send.ts';

/** Longest ban that ends by itself: ten years. */
export const maxBanMs = 315_360_000_000;

/** @throws {SoraError} `bad-request` */
export function requireValidBan({ userId, forMs }: NewBan): void {
  requireNoProblems([
    ...unless(userIdPattern.test(userId), 'userId', 'A user id is 1 to 128 visible ASCII characters.'),
    ...unless(forMs === undefined || (Number.isSafeInteger(forMs) && forMs >= 1 && forMs <= maxBanMs), 'forMs', `A ban lasts 1 to ${maxBanMs} whole milliseconds, or until it is lifted.`),
  ]);
}
