import { userIdPattern } from '../sessions/user-id.ts';
import { type Chat, chatIdPattern, maxSlowModeMs } from './chat.ts';
import type { NewChat } from './chat-store.ts';
import { genesisDigest } from './entry-digest.ts';
import { type FieldProblem, requireNoProblems, unless } from './validate-send.ts';

/** A chat as it begins: open and empty. @throws {SoraError} `bad-request` for an id, owner or slow mode that no chat can have */
export function openChat({ tenant, id, kind, owner, slowModeMs = 0 }: NewChat, nowMs: number): Chat {
  requireNoProblems([
    ...unless(chatIdPattern.test(id), 'id', 'A chat id is 1 to 64 letters, digits, _, . and -, not beginning with a dot.'),
    ...unless(userIdPattern.test(owner), 'owner', 'A user id is 1 to 128 visible ASCII characters.'),
    ...validateSlowMode(slowModeMs),
  ]);
  return { tenant, id, kind, lastSeq: 0, digest: genesisDigest, messages: 0, slowModeMs, isClosed: false, createdAtMs: nowMs };
}

export function validateSlowMode(slowModeMs: number): readonly FieldProblem[] {
  return unless(Number.isInteger(slowModeMs) && slowModeMs >= 0 && slowModeMs <= maxSlowModeMs, 'slowModeMs', `Slow mode is 0 to ${maxSlowModeMs} whole milliseconds.`);
}
