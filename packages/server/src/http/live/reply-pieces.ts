import { chatIdPattern, isUserId, type PartialFrame, SoraError } from '@sora/core';

/** A piece of an AI reply, as whoever writes it gives it. */
export interface ReplyPiece {
  readonly tenant: string;
  readonly chat: string;
  readonly userId: string;
  /** Which reply: 1 to 96 letters, digits, _, - and :. */
  readonly reply: string;
  /** Where `text` begins, in UTF-16 units. */
  readonly offset: number;
  readonly text: string;
}

/** A unit of UTF-16 takes at most six bytes of JSON, and a word between servers less than 8000. */
const pieceLength = 1_000;
const maxPieces = 20;

/** Frames that are short enough to travel between servers. @throws {SoraError} `bad-request` */
export function piecesOf({ chat, userId, reply, offset, text }: ReplyPiece): readonly PartialFrame[] {
  if (!chatIdPattern.test(chat) || !isUserId(userId) || !/^[\w:-]{1,96}$/.test(reply)) throw new SoraError('bad-request', { detail: 'A piece names its chat, who writes it, and its reply by 1 to 96 letters, digits, _, - and :.' });
  if (!Number.isSafeInteger(offset) || offset < 0 || text.length > maxPieces * pieceLength) throw new SoraError('bad-request', { detail: `A piece begins at a whole number from 0 and has at most ${maxPieces * pieceLength} units.` });
  const count = Math.ceil(text.length / pieceLength);
  return Array.from({ length: count }, (_, n) => ({ type: 'partial', chat, userId, reply, offset: offset + n * pieceLength, text: text.slice(n * pieceLength, (n + 1) * pieceLength) }));
}
